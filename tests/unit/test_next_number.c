/* The number of the next migration. */
#include "support.h"

#include "schema/next_number.h"

/* 2024-02-29 12:34:56 UTC */
static const time_t now = 1709210096;

static void each_form_counts_on_in_its_own_way(void **state)
{
    struct fixture *p = *state;
    static const struct {
        const char *number, *next;
    } cases[] = {
        {"7", "8"},
        {"9", "10"},
        {"007", "008"},
        {"999", "1000"},
        {"1.9", "1.10"},
        {"1_2", "1_3"},
        {"2.09", "2.10"},
        {"20240131120000", "20240229123456"},
        {"20240229123456", "20240229123457"},
        {"20240301000000", "20240301000001"},
        {"20240131120000123", "20240229123456000"},
        {"202401311200", "202402291234"},
        {"20240131", "20240229"},
        {"20240229", "20240230"},
        {"2024-01-31-120000", "2024-02-29-123456"},
        {"1706702400", "1709210096"},
        {"1706702400123", "1709210096000"},
        {"9999999999", "10000000000"}, /* not of our time */
        {"31415926535897", "31415926535898"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_string_equal(migration_next_number(p->ctx, cases[i].number, now), cases[i].next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {with_fixture(each_form_counts_on_in_its_own_way)};
    return RUN_TAP("next number", tests);
}
