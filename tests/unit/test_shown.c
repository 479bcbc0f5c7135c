/* Names and values made fit for a person's eyes and for Markdown. */
#include "report_support.h"

#include "base/shown.h"
#include "markdown/text.h"

static void escapes_what_is_not_seen(void **state)
{
    static const struct {
        const char *given, *shown;
    } cases[] = {
        {"plain_name", "plain_name"},
        {"größe 表 😀", "größe 表 😀"},
        {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
        {"\x1b[31m", "\\x1b[31m"},
        {"\x7f", "\\x7f"},
        {"\xc2\x9b", "\\u009b"},
        {"\xe2\x80\xae\xe2\x80\xac", "\\u202e\\u202c"},
        {"\xe2\x81\xa6\xe2\x81\xa9", "\\u2066\\u2069"},
        {"\xf3\xa0\x80\x81", "\\U000e0001"},
        {"\xe2\xa0\x80", "\\u2800"},
        {"\xee\x80\x80", "\\ue000"},
        {"\xf3\xb0\x80\x80", "\\U000f0000"},
        {"\xff", "\\xff"},
        {"\xe2\x80", "\\xe2\\x80"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_string_equal(shown_text(*state, cases[i].given), cases[i].shown);
}

static void cuts_between_characters(void **state)
{
    assert_string_equal(shown_at_most(*state, "abcdef", 6), "abcdef");
    assert_string_equal(shown_at_most(*state, "abcdefg", 6), "abc...");
    assert_string_equal(shown_at_most(*state, "äöüßäöü", 6), "äöü...");
    assert_string_equal(shown_at_most(*state, "abcdefg", 0), "abcdefg");
}

static void code_spans_hold_anything(void **state)
{
    static const struct {
        const char *given, *span;
    } cases[] = {
        {"name", "`name`"}, {"a`b", "``a`b``"}, {"`a", "`` `a ``"}, {"``", "``` `` ```"}, {"@octocat", "`@octocat`"},
        {" a ", "`  a  `"}, {" a", "` a`"},     {" ", "` `"},       {"a\nb", "`a\\nb`"},  {"", "`''`"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_string_equal(code_span(*state, cases[i].given, 0), cases[i].span);
}

static void phrases_of_letters_stay(void **state)
{
    assert_string_equal(markdown_phrase(*state, "rewrites the table; it's long"), "rewrites the table; it's long");
    assert_string_equal(markdown_phrase(*state, "asks @octocat"), "`asks @octocat`");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_memory(escapes_what_is_not_seen),
        with_memory(cuts_between_characters),
        with_memory(code_spans_hold_anything),
        with_memory(phrases_of_letters_stay),
    };
    return RUN_TAP("report: texts shown", tests);
}
