/* The comment for a pull request: short enough, honest about it, and literal about names. */
#include "report_support.h"

#include "base/shown.h"

enum { MOST = 65000 };

static void tells_a_release(void **state)
{
    struct difference difference = make_sample(*state);
    struct report_options options = sample_options;
    options.fix = "fullschema generate";
    const char *text = report(*state, "markdown", &difference, &options);
    assert_int_equal(strncmp(text, "<!-- fullschema:diff -->\n", 25), 0);
    assert_has(text, "\n## Snapshots differ from their deltas: 2 breaking, 1 needs care, 3 safe\n");
    assert_has(text, "run `fullschema generate` and commit");
    assert_has(report(*state, "markdown", &difference, &sample_options),
               "\n## Schema changes: 2 breaking, 1 needs care, 3 safe\n");
    assert_has_no(text, "fullschema:same");
    assert_has_no(text, "Application code");
    assert_has(text, "- table `rooms`: column `creator` **removed**\n"
                     "  - statements that name it fail (`fullschema explain column-removed`), made by "
                     "`schema/main/delta/60/02_drop_creator.sql:3`\n");
    assert_has(text, "  - `type`: `integer` → `bigint`\n");
    assert_has(text, "- snapshot `full_schemas/59/state/full.sql.sqlite` **removed**\n");
    assert_true(strstr(text, "### Breaking: 2") < strstr(text, "### Needs care: 1"));
    assert_true(strstr(text, "### Needs care: 1") < strstr(text, "<details><summary>Safe: 3</summary>\n\n"));
    assert_has_no(text, "Left out");
}

static void links_where_the_documentation_is(void **state)
{
    struct difference difference = make_sample(*state);
    struct report_options options = sample_options;
    options.docs = "https://docs.example/fullschema";
    assert_has(report(*state, "markdown", &difference, &options),
               "([why](<https://docs.example/fullschema/changes.md#column-removed>))");
}

/* Takes the code spans out as CommonMark reads them; fails where one is not closed. */
static char *without_code(void *ctx, const char *line)
{
    char *rest = mem_strdup(ctx, line), *to = rest;
    for (const char *from = line; *from;) {
        size_t ticks = strspn(from, "`");
        if (!ticks) {
            *to++ = *from++;
            continue;
        }
        const char *end = from + ticks;
        while (*end && strspn(end, "`") != ticks)
            end += *end == '`' ? strspn(end, "`") : 1;
        assert_true(*end == '`');
        from = end + ticks;
    }
    *to = '\0';
    return rest;
}

static bool is_our_html(const char *line)
{
    return strcmp(line, "<!-- fullschema:diff -->") == 0 || strcmp(line, "</details>") == 0 ||
           strncmp(line, "<details><summary>Safe: ", 24) == 0;
}

static void check_lines(void *ctx, char *text)
{
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        const char *rest = without_code(ctx, line);
        if (!is_our_html(line))
            assert_null(strpbrk(rest, "<>@|~\\{}\r\033"));
        assert_true(rest[0] != '#' || strncmp(rest, "## S", 4) == 0 || strncmp(rest, "### ", 4) == 0);
        assert_null(strstr(rest, "#1"));
        assert_null(strstr(rest, "]("));
    }
}

static void hostile_names_stay_names(void **state)
{
    struct difference difference = make_hostile(*state, 120);
    char *text = report(*state, "markdown", &difference, &sample_options);
    assert_has_no(text, "Left out");
    assert_has_no(text, "\xe2\x80"); /* what marks of direction start with */
    check_lines(*state, text);
}

static void a_limit_is_kept(void **state)
{
    struct difference difference = make_hostile(*state, 5000);
    struct report_options options = sample_options;
    for (options.most = REPORT_MARKDOWN_LEAST; options.most < 200000; options.most *= 2) {
        char *text = report(*state, "markdown", &difference, &options);
        assert_true(strlen(text) <= options.most);
        assert_true(strlen(text) > options.most / 3);
        assert_has(text, "**Left out, because");
        check_lines(*state, text);
    }
}

static void a_comment_holds_it_and_says_what_is_left_out(void **state)
{
    struct difference difference = make_hostile(*state, 5000);
    char *text = report(*state, "markdown", &difference, &sample_options);
    size_t told = 0, left = 0;
    assert_true(strlen(text) <= MOST);
    assert_true(strlen(text) > MOST / 2);
    for (const char *c = text; (c = strstr(c, "\n- table ")); c++)
        told++;
    const char *statement = strstr(text, "**Left out, because a comment has no room for more:** ");
    assert_non_null(statement);
    left = strtoul(strpbrk(statement, "0123456789"), NULL, 10);
    assert_int_equal(told + left, 5000);
    assert_has(statement, "1668 need care, 1668 safe. All are shown by `--format text`.\n");
    check_lines(*state, text);
}

/* Names so long and so full of backticks that every bound is met at once. */
static void long_names_do_not_burst_it(void **state)
{
    struct difference difference = make_hostile(*state, 2000);
    char *ticks = mem_zeroed(*state, 1, 5001);
    memset(ticks, '`', 5000);
    struct report_options options = sample_options;
    options.old_name = options.new_name = options.fix = ticks;
    difference.items[0].old_path = difference.items[0].new_path = difference.items[0].database = ticks;
    for (size_t i = 0; i < difference.items[0].n_changes; i++)
        if (difference.items[0].changes[i].new_item)
            ((struct item *)(uintptr_t)difference.items[0].changes[i].new_item)->name = ticks;
    char *text = report(*state, "markdown", &difference, &options);
    assert_true(strlen(text) <= MOST);
    assert_has(text, "**Left out, because");
    check_lines(*state, text);
}

static void says_that_nothing_differs(void **state)
{
    struct difference none = {0};
    struct report_options options = sample_options;
    options.fix = "";
    assert_string_equal(report(*state, "markdown", &none, &sample_options),
                        "<!-- fullschema:diff -->\n<!-- fullschema:same -->\n## Schema changes: none\n\n"
                        "`full_schemas/59` → `full_schemas/60`\n");
    assert_string_equal(report(*state, "markdown", &none, &options),
                        "<!-- fullschema:diff -->\n<!-- fullschema:same -->\n## Snapshots are up to date\n\n"
                        "`full_schemas/59` holds what the deltas of `full_schemas/60` make.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_memory(tells_a_release),
        with_memory(links_where_the_documentation_is),
        with_memory(hostile_names_stay_names),
        with_memory(a_limit_is_kept),
        with_memory(a_comment_holds_it_and_says_what_is_left_out),
        with_memory(long_names_do_not_burst_it),
        with_memory(says_that_nothing_differs),
    };
    return RUN_TAP("report: markdown", tests);
}
