#include "support.h"

#include "base/nearest.h"

static const char *const words[] = {"generate", "inspect", "diff", "check", "verify", "plan", NULL};

static void a_slip_is_understood(void **state)
{
    static const char *const cases[][2] = {
        {"genrate", "generate"}, {"generaet", "generate"}, {"regenerate", "generate"}, {"dif", "diff"},
        {"diffs", "diff"},       {"paln", "plan"},         {"chekc", "check"},         {"verifz", "verify"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = nearest_word(cases[i][0], words);
        if (!found || strcmp(found, cases[i][1]) != 0)
            fail_msg("%s: %s, not %s", cases[i][0], found ? found : "nothing", cases[i][1]);
    }
}

static void another_word_is_no_slip(void **state)
{
    static const char *const cases[] = {
        "", "x", "zzzz", "upgrade", "migrate-all-of-it", "plan-of-the-whole-of-a-thing-nobody-has-ever-typed"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (nearest_word(cases[i], words))
            fail_msg("%s: %s", cases[i], nearest_word(cases[i], words));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_is_understood),
        cmocka_unit_test(another_word_is_no_slip),
    };
    return RUN_TAP("nearest", tests);
}
