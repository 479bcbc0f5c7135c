/* Annotations: within GitHub's limits, one command a line, nothing a name could inject. */
#include "report_support.h"

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)); text++)
        n++;
    return n;
}

static void levels_are_the_classes(void **state)
{
    struct difference difference = make_sample(*state);
    const char *text = report(*state, "github", &difference, &sample_options);
    assert_int_equal(count(text, "::error "), 2);
    assert_int_equal(count(text, "::warning "), 2); /* one of them: what was not compared */
    assert_int_equal(count(text, "::notice "), 3);
    assert_has(text, "::error file=schema/main/delta/60/02_drop_creator.sql,line=3,title=Schema%3A column creator of "
                     "table rooms removed (breaking)::main, postgres: column creator of table rooms removed: "
                     "statements that name it fail (docs/changes.md#column-removed)\n");
}

static void each_level_has_ten_and_says_what_is_left_out(void **state)
{
    struct difference difference = make_hostile(*state, 5000);
    const char *text = report(*state, "github", &difference, &sample_options);
    static const char *const commands[] = {"\n::error ", "\n::warning ", "\n::notice "};
    text = mem_printf(*state, "\n%s", text);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(count(text, commands[i]), 10);
    /* 1664 break, of which nine are shown */
    assert_has(text, "\n::error title=Schema%3A more changes::1655 more changes of this level: --format text shows all\n");
}

static void ten_of_a_level_are_all_shown(void **state)
{
    struct difference difference = make_hostile(*state, 120); /* 40 of each class */
    for (size_t i = 0; i < 120; i++)
        difference.items[0].changes[i].class = i < 10 ? CHANGE_BREAKING : CHANGE_SAFE;
    const char *text = report(*state, "github", &difference, &sample_options);
    assert_int_equal(count(text, "::error file"), 10);
    assert_has_no(text, "::error title=");
}

/* Every line is a command of ours with known properties, and its message ends with the line. */
static void names_inject_nothing(void **state)
{
    struct difference difference = make_hostile(*state, 60);
    char *text = report(*state, "github", &difference, &sample_options);
    assert_has_no(text, "\r");
    assert_has_no(text, "\033");
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        assert_true(strncmp(line, "::error ", 8) == 0 || strncmp(line, "::warning ", 10) == 0 ||
                    strncmp(line, "::notice ", 9) == 0);
        char *message = strstr(line + 2, "::");
        assert_non_null(message);
        *message = '\0';
        const char *title = strstr(line, "title=");
        assert_non_null(title);
        assert_null(strpbrk(title, ":,"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_memory(levels_are_the_classes),
        with_memory(each_level_has_ten_and_says_what_is_left_out),
        with_memory(ten_of_a_level_are_all_shown),
        with_memory(names_inject_nothing),
    };
    return RUN_TAP("report: github", tests);
}
