#include "support.h"

#include <fcntl.h>
#include <sys/ioctl.h>

#include "base/terminal.h"
#include "cli/options.h"

struct words {
    char *name;
    char **many;
    int number, flag;
    const char **rest; /* what is no option */
};

static bool parse(struct fixture *p, struct words *w, const char **argv)
{
    const struct poptOption table[] = {
        {"name", 'n', POPT_ARG_STRING, &w->name, 0, "a name", "NAME"},
        {"many", '\0', POPT_ARG_ARGV, &w->many, 0, "names", "NAME"},
        {"number", '\0', POPT_ARG_INT, &w->number, 0, "a number", "N"},
        {"flag", 'f', POPT_ARG_NONE, &w->flag, 0, "a flag", NULL},
        POPT_TABLEEND,
    };
    int argc = 0;
    while (argv[argc])
        argc++;
    *w = (struct words){0};
    return options_parse(argc, argv, table, p->ctx, &w->rest, &p->diags);
}

static void options_fill_the_table(void **state)
{
    struct fixture *p = *state;
    struct words w;
    const char *argv[] = {"fullschema x", "-n", "a", "--many", "b", "--many=c", "--number=-3", "-f", NULL};
    assert_true(parse(p, &w, argv));
    assert_string_equal(w.name, "a");
    assert_string_equal(w.many[0], "b");
    assert_string_equal(w.many[1], "c");
    assert_null(w.many[2]);
    assert_int_equal(w.number, -3);
    assert_true(w.flag);
    const struct poptOption strings[] = {{"name", 'n', POPT_ARG_STRING, &w.name, 0, NULL, NULL},
                                         {"many", '\0', POPT_ARG_ARGV, &w.many, 0, NULL, NULL},
                                         POPT_TABLEEND};
    options_free(strings);
}

static void what_is_no_option_is_an_error(void **state)
{
    static const char *const cases[][3] = {
        {"--verbose", NULL, "fullschema: --verbose: unknown option\n"},
        {"-x", NULL, "fullschema: -x: unknown option\n"},
        {"--name", NULL, "fullschema: --name: missing argument\n"},
        {"--number", "many", "fullschema: many: invalid numeric value\n"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct words w;
        const char *argv[] = {"fullschema x", cases[i][0], cases[i][1], NULL};
        diags_init(&p->diags, p->ctx);
        assert_false(parse(p, &w, argv));
        assert_string_equal(printed(p),
                            mem_printf(p->ctx, "%shint: fullschema x --help lists the options\n", cases[i][2]));
    }
}

static void a_misspelt_option_gets_a_suggestion(void **state)
{
    static const char *const cases[][2] = {
        {"--nmae", "fullschema: --nmae: unknown option\nhint: did you mean --name?\n"},
        {"--Flag", "fullschema: --Flag: unknown option\nhint: did you mean --flag?\n"},
        {"--numbr=3", "fullschema: --numbr=3: unknown option\nhint: did you mean --number?\n"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct words w;
        const char *argv[] = {"fullschema x", cases[i][0], NULL};
        diags_init(&p->diags, p->ctx);
        assert_false(parse(p, &w, argv));
        assert_string_equal(printed(p), cases[i][1]);
    }
}

static void what_is_no_option_is_a_word(void **state)
{
    static const struct {
        const char *argv[6], *rest[4];
    } cases[] = {
        {{"x", "-f"}, {NULL}},
        {{"x", "old", "-f", "new"}, {"old", "new"}},
        {{"x", "old", "--", "-f", "new"}, {"old", "-f", "new"}},
        {{"x", "-n", "a", ""}, {""}},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct words w;
        size_t n = 0;
        assert_true(parse(p, &w, (const char **)cases[i].argv));
        for (; cases[i].rest[n]; n++)
            assert_string_equal(w.rest[n], cases[i].rest[n]);
        assert_null(w.rest[n]);
        free(w.name);
    }
}

static void numbers_are_whole_and_not_negative(void **state)
{
    static const struct {
        const char *value;
        int number; /* -1: refused */
    } cases[] = {{"0", 0},
                 {"59", 59},
                 {"2147483647", 2147483647},
                 {"2147483648", -1},
                 {"99999999999999999999", -1},
                 {"", -1},
                 {"-1", -1},
                 {"5x", -1},
                 {"x", -1},
                 {"5 ", -1},
                 {"0x10", -1}};
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int number = 7;
        diags_init(&p->diags, p->ctx);
        bool ok = option_number("--base", cases[i].value, &number, &p->diags);
        if (ok != (cases[i].number >= 0) || number != (ok ? cases[i].number : 7))
            fail_msg("'%s': %d, %d", cases[i].value, ok, number);
        if (!ok)
            assert_string_equal(printed(p),
                                mem_printf(p->ctx, "fullschema: --base %s: not a whole number\n", cases[i].value));
    }
    int number = 7;
    assert_true(option_number("--base", NULL, &number, &p->diags));
    assert_int_equal(number, 7);
}

static void choices_are_listed_when_none_fits(void **state)
{
    static const char *const layouts[] = {"flat", "nested", NULL};
    struct fixture *p = *state;
    int index = 5;
    assert_true(option_choice("--layout", NULL, layouts, &index, &p->diags));
    assert_int_equal(index, 5);
    assert_true(option_choice("--layout", "nested", layouts, &index, &p->diags));
    assert_int_equal(index, 1);
    assert_false(option_choice("--layout", "Flat", layouts, &index, &p->diags));
    assert_int_equal(index, 1);
    assert_string_equal(printed(p), "fullschema: --layout Flat: one of flat, nested\n");
}

static void colour_follows_the_option(void **state)
{
    struct fixture *p = *state;
    bool colour = false;
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    assert_true(option_colour("always", pipes[1], &colour, &p->diags));
    assert_true(colour);
    assert_true(option_colour("never", pipes[1], &colour, &p->diags));
    assert_false(colour);
    colour = true;
    assert_true(option_colour(NULL, pipes[1], &colour, &p->diags));
    assert_false(colour);
    assert_false(option_colour("sometimes", pipes[1], &colour, &p->diags));
    assert_string_equal(printed(p), "fullschema: --color sometimes: one of auto, always, never\n");
    /* What a person says on the command line outweighs the environment. */
    setenv("NO_COLOR", "1", 1);
    assert_true(option_colour("always", pipes[1], &colour, &p->diags));
    assert_true(colour);
    close(pipes[0]);
    close(pipes[1]);
}

/* A pseudo-terminal stands for the real one. */
static void a_terminal_has_colour_unless_told_otherwise(void **state)
{
    static const struct {
        const char *term, *no_color;
        bool colour, redraw;
    } cases[] = {
        {"xterm", NULL, true, true}, {"xterm", "", true, true},    {"xterm", "0", false, true},
        {"xterm", "1", false, true}, {"dumb", NULL, false, false}, {"", NULL, false, false},
        {NULL, NULL, false, false},
    };
    (void)state;
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(terminal >= 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cases[i].term ? setenv("TERM", cases[i].term, 1) : unsetenv("TERM");
        cases[i].no_color ? setenv("NO_COLOR", cases[i].no_color, 1) : unsetenv("NO_COLOR");
        assert_int_equal(terminal_colour(terminal, COLOUR_AUTO), cases[i].colour);
        assert_int_equal(terminal_can_redraw(terminal), cases[i].redraw);
    }
    assert_int_equal(terminal_width(terminal), 80);
    assert_int_equal(ioctl(terminal, TIOCSWINSZ, &(struct winsize){.ws_row = 5, .ws_col = 33}), 0);
    assert_int_equal(terminal_width(terminal), 33);
    close(terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(options_fill_the_table),
        with_fixture(what_is_no_option_is_an_error),
        with_fixture(a_misspelt_option_gets_a_suggestion),
        with_fixture(what_is_no_option_is_a_word),
        with_fixture(numbers_are_whole_and_not_negative),
        with_fixture(choices_are_listed_when_none_fits),
        with_fixture(colour_follows_the_option),
        with_fixture(a_terminal_has_colour_unless_told_otherwise),
    };
    return RUN_TAP("options", tests);
}
