/* Names, literals, options and floats as snapshots spell them. */
#include "support.h"

#include "sql/postgres/float.h"
#include "sql/postgres/name.h"

struct spelling {
    const char *input, *expected;
};

static char *spelled(void *ctx, void (*print)(FILE *out, const char *text), const char *text)
{
    struct text t;
    text_open(&t);
    print(t.out, text);
    return text_close(&t, ctx);
}

static void check(void **state, void (*print)(FILE *out, const char *text), const struct spelling *cases, size_t n)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < n; i++)
        assert_string_equal(spelled(p->ctx, print, cases[i].input), cases[i].expected);
}

#define CHECK(print, cases) check(state, (print), (cases), sizeof(cases) / sizeof(*(cases)))

static void names(void **state)
{
    static const struct spelling cases[] = {
        {"rooms", "rooms"},
        {"_a$1", "_a$1"},
        {"$a", "\"$a\""},
        {"1a", "\"1a\""},
        {"", "\"\""},
        {"Rooms", "\"Rooms\""},
        {"two words", "\"two words\""},
        {"quo\"te", "\"quo\"\"te\""},
        {"räume", "\"räume\""},
        {"user", "\"user\""},
        {"select", "\"select\""},
        /* words that only some versions reserve: 13, 16, 17 */
        {"normalize", "\"normalize\""},
        {"system_user", "\"system_user\""},
        {"json_table", "\"json_table\""},
        {"merge_action", "\"merge_action\""},
        /* keywords that may be names everywhere */
        {"name", "name"},
        {"key", "key"},
        {"value", "value"},
        {"type", "type"},
    };
    CHECK(print_name, cases);
}

static void qualified_names(void **state)
{
    static const struct {
        const char *schema, *name, *expected;
    } cases[] = {
        {"public", "rooms", "rooms"},
        {"", "rooms", "rooms"},
        {"archive", "rooms", "archive.rooms"},
        {"Odd", "user", "\"Odd\".\"user\""},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct text t;
        text_open(&t);
        print_qualified(t.out, cases[i].schema, cases[i].name);
        assert_string_equal(text_close(&t, p->ctx), cases[i].expected);
    }
}

static void literals(void **state)
{
    static const struct spelling cases[] = {
        {"", "''"},
        {"plain", "'plain'"},
        {"it's", "'it''s'"},
        {"back\\slash", "'back\\slash'"},
        {"ü☃", "'ü☃'"},
        {"two\nlines", "E'two\\nlines'"},
        {"tab\tit's \\", "E'tab\\tit''s \\\\'"},
        {"bell\a\x7f", "E'bell\\x07\\x7f'"},
        {"\r\b\f", "E'\\r\\b\\f'"},
    };
    CHECK(print_literal, cases);
}

static void option_values(void **state)
{
    static const struct spelling cases[] = {
        {"70", "70"}, {"-0.5", "-0.5"},   {"1.", "'1.'"},         {"true", "true"},
        {"on", "on"}, {"local", "local"}, {"select", "'select'"}, {"two words", "'two words'"},
        {"", "''"},   {"5MB", "'5MB'"},
    };
    CHECK(print_option_value, cases);
}

static void words_are_sorted(void **state)
{
    (void)state;
    /* The search needs the table in order: its first, last and some words between are found. */
    static const char *const words[] = {"all", "xmltable", "with", "bigint", "interval", "overlaps", "null"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        assert_true(name_is_reserved(words[i]));
    assert_false(name_is_reserved("abort"));
    assert_false(name_is_reserved("zone"));
    assert_false(name_is_reserved(""));
}

static void floats(void **state)
{
    static const struct {
        const char *input, *as8, *as4;
    } cases[] = {
        {"0", "0", "0"},
        {"0.100000000000000006", "0.1", "0.1"},
        {"-1.5", "-1.5", "-1.5"},
        {"100000", "100000", "100000"},
        {"1000000", "1000000", "1e+06"},
        {"1e22", "1e+22", "1e+22"},
        {"100000000000000", "100000000000000", "1e+14"},
        {"1000000000000000", "1e+15", "1e+15"},
        {"123456789012345678", "1.2345678901234568e+17", "1.2345679e+17"},
        {"0.0001", "0.0001", "0.0001"},
        {"0.00001", "1e-05", "1e-05"},
        {"1.5e300", "1.5e+300", NULL},
        {"5e-324", "5e-324", "0"},
        {"NaN", NULL, NULL},
        {"Infinity", NULL, NULL},
        {"abc", NULL, NULL},
        {"", NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char text[FLOAT_TEXT_SIZE];
        assert_int_equal(float8_text(cases[i].input, text), cases[i].as8 != NULL);
        if (cases[i].as8)
            assert_string_equal(text, cases[i].as8);
        assert_int_equal(float4_text(cases[i].input, text), cases[i].as4 != NULL);
        if (cases[i].as4)
            assert_string_equal(text, cases[i].as4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(names),         with_fixture(qualified_names),      with_fixture(literals),
        with_fixture(option_values), cmocka_unit_test(words_are_sorted), cmocka_unit_test(floats),
    };
    return RUN_TAP("sql/postgres/name", tests);
}
