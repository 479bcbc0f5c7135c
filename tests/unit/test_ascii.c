/* Words without regard to case, and where one stands in a text. */
#include "report_support.h"

#include "base/ascii.h"

static void only_letters_of_ascii_change(void **state)
{
    assert_string_equal(ascii_lowered(*state, "Rooms_ÄB$1"), "rooms_Äb$1");
    char name[] = "order_Ä";
    assert_string_equal(ascii_upper(name), "ORDER_Ä");
    ascii_lower_part(name, 3);
    assert_string_equal(name, "ordER_Ä");
    char copy[6] = "xxxxx";
    ascii_copy_lower(copy, "TABLES", 5);
    assert_string_equal(copy, "table");
}

static void a_word_is_found_where_it_is_no_part_of_another(void **state)
{
    static const struct {
        const char *text, *word;
        int at; /* -1: nowhere */
    } cases[] = {
        {"rooms", "rooms", 0},
        {"INSERT INTO Rooms VALUES", "rooms", 12},
        {"old_rooms, rooms2, roomsx, rooms", "rooms", 27},
        {"roomsä ärooms", "rooms", -1},
        {"AS $$rooms$$", "rooms", 5},
        {"a\"b", "\"", 1},
        {"'x'", "'x'", 0},
        {"rooms", "", -1},
        {"", "rooms", -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const char *found = ascii_find_word(cases[i].text, cases[i].text, cases[i].word);
        assert_int_equal(found ? found - cases[i].text : -1, cases[i].at);
    }
    const char *text = "rooms and rooms";
    assert_ptr_equal(ascii_find_word(text, text + 1, "rooms"), text + 10);
    assert_null(ascii_find_word(text, text + 11, "ooms"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_memory(only_letters_of_ascii_change),
        with_memory(a_word_is_found_where_it_is_no_part_of_another),
    };
    return RUN_TAP("base: words of ASCII", tests);
}
