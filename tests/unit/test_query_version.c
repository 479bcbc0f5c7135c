#include "support.h"

#include "catalog/read.h"

static void lines_are_chosen_by_the_major_version(void **state)
{
    static const char query[] = "SELECT a,\n"
                                "       b, -- since 15\n"
                                "       -- before 15: false AS b,\n"
                                "    -- before 17: x AS c, -- since 12\n"
                                "       d -- a remark since 12 that is none\n"
                                "FROM t;";
    static const struct {
        int version;
        const char *text;
    } cases[] = {
        {110022, "SELECT a,\n false AS b,\n       d -- a remark since 12 that is none\nFROM t;\n"},
        {120000,
         "SELECT a,\n false AS b,\n x AS c, -- since 12\n       d -- a remark since 12 that is none\nFROM t;\n"},
        {149999,
         "SELECT a,\n false AS b,\n x AS c, -- since 12\n       d -- a remark since 12 that is none\nFROM t;\n"},
        {150000, "SELECT a,\n       b, -- since 15\n x AS c, -- since 12\n       d -- a remark since 12 that is none\n"
                 "FROM t;\n"},
        {180004, "SELECT a,\n       b, -- since 15\n       d -- a remark since 12 that is none\nFROM t;\n"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(query_for_version(p->ctx, query, cases[i].version), cases[i].text);
}

static void a_query_without_marks_is_left_alone(void **state)
{
    static const char query[] = "-- A remark.\nSELECT 1\n\nFROM t\n";
    struct fixture *p = *state;
    assert_string_equal(query_for_version(p->ctx, query, 110000), query);
    assert_string_equal(query_for_version(p->ctx, "", 110000), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(lines_are_chosen_by_the_major_version),
        with_fixture(a_query_without_marks_is_left_alone),
    };
    return RUN_TAP("catalog/query", tests);
}
