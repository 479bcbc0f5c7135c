/* What is printed for people: arguments shown, the format as it is, nothing a job's log obeys. */
#include "support.h"

#include "base/console.h"
#include "base/job_log.h"
#include "base/shown.h"

static const char *const services[] = {"GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"};

static int setup(void **state)
{
    for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++)
        unsetenv(services[i]);
    return setup_fixture(state);
}

#define PRINTED(p, ...) (open_printed(), console_print(memory.out, __VA_ARGS__), text_close(&memory, (p)->ctx))
static struct text memory;

static void open_printed(void)
{
    text_open(&memory);
}

static void arguments_are_shown_and_the_format_is_ours(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(PRINTED(p, "\033[1m%s\033[0m\t|\n", "a\033[2Jb\nc\td"),
                        "\033[1ma\\x1b[2Jb\\nc\\td\033[0m\t|\n");
    assert_string_equal(PRINTED(p, "%c%c", '*', '\a'), "*\\x07");
    assert_string_equal(PRINTED(p, "%.*s|%.2s", 3, "ab\ncd", "xyz"), "ab\\n|xy");
    assert_string_equal(PRINTED(p, "%s", getenv("GITHUB_ACTIONS")), "(none)");
}

static void widths_count_columns(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(PRINTED(p, "[%-4s][%4s]", "\xC3\xA4", "\xE8\xA1\xA8"), "[\xC3\xA4   ][  \xE8\xA1\xA8]");
    assert_string_equal(PRINTED(p, "[%-*s][%*s]", 5, "\x1b", 3, ""), "[\\x1b ][   ]");
}

static void numbers_are_as_printf_has_them(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(PRINTED(p, "%d %3d|%-3d|%03d %u %x", -1, 2, 3, 4, 5U, 255U), "-1   2|3  |004 5 ff");
    assert_string_equal(PRINTED(p, "%ld %lld %zu %5zu", 1L, 2LL, (size_t)3, (size_t)4), "1 2 3     4");
    assert_string_equal(PRINTED(p, "%.1f %g %5.2f 100%%", 1.25, 0.5, 2.0), "1.2 0.5  2.00 100%");
}

static void nothing_is_a_command_of_a_job(void **state)
{
    static const struct {
        const char *text, *quoted;
    } cases[] = {
        {"::error::x", "\\x3a:error::x"},
        {"a\n \t::error::x\n::\n", "a\n \t\\x3a:error::x\n\\x3a:\n"},
        {"\xC2\xA0\xE3\x80\x80::error::x", "\xC2\xA0\xE3\x80\x80\\x3a:error::x"},
        {"a::text", "a::text"},
        {"+::error::x", "+::error::x"},
        {"say ##[error]x", "say \\x23#[error]x"},
        {"##vso[a] ##teamcity[b] ###[c]", "\\x23#vso[a] \\x23#teamcity[b] #\\x23#[c]"},
        {"## heading, a##b", "## heading, a##b"},
        {"", ""},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char *quoted = job_log_quoted(p->ctx, cases[i].text);
        assert_string_equal(quoted, cases[i].quoted);
        assert_string_equal(job_log_quoted(p->ctx, quoted), quoted);
    }
}

static void commands_are_quoted_where_a_service_reads(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(PRINTED(p, "%s: no\n", "::error::x ##[group]"), "::error::x ##[group]: no\n");
    for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++) {
        setenv(services[i], "True", 1);
        assert_string_equal(PRINTED(p, "%s: no\n", "::error::x ##[group]"), "\\x3a:error::x \\x23#[group]: no\n");
        unsetenv(services[i]);
    }
}

static void every_part_of_a_diagnostic_is_quoted(void **state)
{
    struct fixture *p = *state;
    const char *text = "::error::1\n  ::error::2 \x1b\n";
    setenv("GITHUB_ACTIONS", "true", 1);
    struct diag *e = diag_error(&p->diags, "%s", "\n::error::3");
    diag_locate(&p->diags, e, "::error::4", text, 13);
    diag_detail(&p->diags, e, "::error::5\n\t::error::6\x1b");
    diag_hint(&p->diags, e, "a\n::error::7\x1b");
    text_open(&memory);
    diags_print(&p->diags, memory.out, false);
    assert_string_equal(text_close(&memory, p->ctx), "\\x3a:error::4:2:3: \\n::error::3\n"
                                                     "      \\x3a:error::2 \\x1b\n"
                                                     "      ^\n"
                                                     "    \\x3a:error::5\n"
                                                     "    \t\\x3a:error::6\\x1b\n"
                                                     "hint: a\\n::error::7\\x1b\n");
    unsetenv("GITHUB_ACTIONS");
}

/* An escape and a wide character before it move the caret. */
static void the_caret_stands_under_what_is_shown(void **state)
{
    struct fixture *p = *state;
    struct diag *e = diag_error(&p->diags, "wrong");
    diag_locate(&p->diags, e, "a.sql", "\t\x1b\xE8\xA1\xA8 x", 6);
    text_open(&memory);
    diags_print(&p->diags, memory.out, false);
    assert_string_equal(text_close(&memory, p->ctx), "a.sql:1:5: wrong\n"
                                                     "    \t\\x1b\xE8\xA1\xA8 x\n"
                                                     "    \t       ^\n");
}

#define with_setup(test) cmocka_unit_test_setup_teardown(test, setup, teardown_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_setup(arguments_are_shown_and_the_format_is_ours),
        with_setup(widths_count_columns),
        with_setup(numbers_are_as_printf_has_them),
        with_setup(nothing_is_a_command_of_a_job),
        with_setup(commands_are_quoted_where_a_service_reads),
        with_setup(every_part_of_a_diagnostic_is_quoted),
        with_setup(the_caret_stands_under_what_is_shown),
    };
    return RUN_TAP("console", tests);
}
