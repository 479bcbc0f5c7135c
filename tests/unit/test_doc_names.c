/* Names of files of fullschema docs: which every file system takes, different where the tables are. */
#include "support.h"

#include <strings.h>

#include "docs/name.h"

static bool is_readme(const char *stem)
{
    return strcasecmp(stem, "readme") == 0;
}

static void plain_names_stand_as_they_are(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(doc_stem(p->ctx, "", "room_aliases-2", NULL), "room_aliases-2");
    assert_string_equal(doc_stem(p->ctx, "audit", "Log", NULL), "audit.Log");
    assert_string_equal(doc_stem(p->ctx, "", "Readme2", is_readme), "Readme2");
}

static void other_bytes_are_escaped(void **state)
{
    struct fixture *p = *state;
    static const char *const pairs[][2] = {{"../../etc/passwd", "~2E~2E~2F~2E~2E~2Fetc~2Fpasswd"},
                                           {"a b", "a~20b"},
                                           {"a.b", "a~2Eb"},
                                           {"~20", "~7E20"},
                                           {"-rf", "~2Drf"},
                                           {"gr\xc3\xb6\xc3\x9f"
                                            "e",
                                            "gr~C3~B6~C3~9Fe"},
                                           {"a:b*?\"<>|\\\n", "a~3Ab~2A~3F~22~3C~3E~7C~5C~0A"},
                                           {"", "~"}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        assert_string_equal(doc_stem(p->ctx, "", pairs[i][0], NULL), pairs[i][1]);
    assert_string_equal(doc_stem(p->ctx, "a.b", "c", NULL), "a~2Eb.c");
    assert_string_equal(doc_stem(p->ctx, "a", "b.c", NULL), "a.b~2Ec");
    assert_string_equal(doc_stem(p->ctx, "a", "", NULL), "a.");
}

static void devices_and_taken_names_are_no_files(void **state)
{
    struct fixture *p = *state;
    static const char *const pairs[][2] = {{"con", "~63on"},   {"NUL", "~4EUL"},   {"Aux", "~41ux"},
                                           {"com1", "~63om1"}, {"LPT9", "~4CPT9"}, {"com", "com"},
                                           {"com10", "com10"}, {"cons", "cons"},   {"README", "~52EADME"}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        assert_string_equal(doc_stem(p->ctx, "", pairs[i][0], is_readme), pairs[i][1]);
    assert_string_equal(doc_stem(p->ctx, "con", "x", NULL), "~63on.x"); /* with any ending */
}

static void long_names_are_cut_and_stay_different(void **state)
{
    struct fixture *p = *state;
    char a[301] = {0}, b[301] = {0};
    memset(a, 'a', 300);
    memset(b, 'a', 300);
    b[299] = 'b';
    const char *x = doc_stem(p->ctx, "", a, NULL), *y = doc_stem(p->ctx, "", b, NULL);
    assert_true(strlen(x) < 120 && strlen(y) < 120);
    assert_string_not_equal(x, y);
    assert_memory_equal(x, y, 80);
    for (size_t i = 0; i < 3; i++) { /* no ~XX is cut in two */
        memset(a, 'a', 300);
        memset(a + i, '.', 100);
        const char *cut = doc_stem(p->ctx, "", a, NULL), *end = strstr(cut, "~-");
        assert_non_null(end);
        assert_int_equal((end - cut - (ptrdiff_t)i) % 3, 0);
    }
}

static void names_that_differ_in_case_are_two_files_everywhere(void **state)
{
    struct fixture *p = *state;
    static const char *const given[] = {"Rooms", "rooms", "Events", "ROOMS", "a~C3", "A~C3", "b"};
    char *stems[7];
    for (size_t i = 0; i < 7; i++)
        stems[i] = mem_strdup(p->ctx, given[i]);
    doc_stems_tell_apart(p->ctx, stems, 7);
    static const char *const expected[] = {"~52ooms", "rooms", "Events", "~52~4F~4F~4D~53", "a~C3", "~41~C3", "b"};
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(stems[i], expected[i]);
    doc_stems_tell_apart(p->ctx, NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plain_names_stand_as_they_are, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(other_bytes_are_escaped, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(devices_and_taken_names_are_no_files, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(long_names_are_cut_and_stay_different, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(names_that_differ_in_case_are_two_files_everywhere, setup_fixture,
                                        teardown_fixture)};
    return RUN_TAP("doc_names", tests);
}
