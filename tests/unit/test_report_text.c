/* The text for a terminal. */
#include "report_support.h"

static const char whole_sample[] =
    "main, postgres: full_schemas/59/main/full.sql.postgres -> full_schemas/60/main/full.sql.postgres\n"
    "\n"
    "  ~ function notice_room()\n"
    "      body: (3 lines) -> (4 lines), shown by --patch\n"
    "  table rooms\n"
    "    - column creator\n"
    "        breaking: statements that name it fail (fullschema explain column-removed)\n"
    "        made by schema/main/delta/60/02_drop_creator.sql:3\n"
    "    ~ column joined\n"
    "        type: integer -> bigint\n"
    "        needs care: rewrites the table under an exclusive lock (fullschema explain column-type)\n"
    "    + column replaced_by: text, default 'none'\n"
    "    > index public_room_index -> rooms_is_public_idx\n"
    "        renamed: all else about it is the same\n"
    "\n"
    "state, sqlite: full_schemas/59/state/full.sql.sqlite -> (none)\n"
    "\n"
    "  - snapshot full_schemas/59/state/full.sql.sqlite\n"
    "      breaking: there is no such snapshot on the new side, so nothing was compared (fullschema explain snapshot)\n"
    "\n"
    "6 changes: 2 breaking, 1 needs care, 3 safe\n";

static void tells_a_release(void **state)
{
    struct difference difference = make_sample(*state);
    assert_string_equal(report(*state, "text", &difference, &sample_options), whole_sample);
}

static void is_what_the_documentation_shows(void **state)
{
    struct difference difference = make_sample(*state);
    struct diags diags;
    diags_init(&diags, *state);
    const char *document = file_read_text(*state, &root_own, "docs/diff.md", &diags);
    assert_non_null(document);
    assert_has(document, mem_printf(*state, "```\n%s```\n", whole_sample));
    assert_has(document, "```\n@@ -1060 +1059 @@\n-joined integer\n+joined bigint\n```\n");
    assert_has(document,
               mem_printf(*state, "````markdown\n%s````\n", report(*state, "markdown", &difference, &sample_options)));
}

static void hunks_are_numbered_as_in_the_files(void **state)
{
    struct difference difference = make_sample(*state);
    struct report_options options = sample_options;
    options.patch = true;
    const char *text = report(*state, "text", &difference, &options);
    assert_has(text, "@@ -12,5 +12,6 @@\n CREATE FUNCTION notice_room() RETURNS trigger\n");
    assert_has(text, "+  PERFORM f();\n   RETURN NEW;\n");
    assert_has(text, "@@ -1059 +0,0 @@\n-creator text\n");
    assert_has(text, "@@ -0,0 +1061 @@\n+replaced_by text\n");
    assert_has(text, "@@ -1060 +1059 @@\n-joined integer\n+joined bigint\n");
    assert_has_no(text, "shown by --patch");
}

static size_t longest_line(const char *text)
{
    size_t longest = 0;
    while (*text) {
        size_t n = strcspn(text, "\n");
        longest = n > longest ? n : longest;
        text += n + 1;
    }
    return longest;
}

static void keeps_to_the_width(void **state)
{
    struct difference difference = make_sample(*state);
    struct report_options options = sample_options;
    options.width = 60;
    const char *text = report(*state, "text", &difference, &options);
    assert_true(longest_line(text) <= 60);
    assert_has(text, "\n        needs care: rewrites the table under an exclusive\n");
}

static void colours_only_when_asked(void **state)
{
    struct difference difference = make_sample(*state);
    struct report_options options = sample_options;
    options.colour = true;
    options.patch = true;
    const char *text = report(*state, "text", &difference, &options);
    assert_has(text, "\033[31m- column creator\033[0m\n");
    assert_has(text, "\033[32m+replaced_by text\033[0m\n");
    assert_has_no(report(*state, "text", &difference, &sample_options), "\033");
}

static void hostile_names_write_no_lines_of_their_own(void **state)
{
    struct difference difference = make_hostile(*state, 500);
    struct report_options options = sample_options;
    options.patch = true;
    const char *text = report(*state, "text", &difference, &options);
    assert_has(text, "\\x1b[31mred");
    assert_has_no(text, "\033");
    assert_has_no(text, "\r");
    assert_has_no(text, "\xe2\x80"); /* what marks of direction start with */
    assert_has_no(text, "\n::error::owned");
}

static void says_that_nothing_differs(void **state)
{
    struct difference none = {0};
    assert_string_equal(report(*state, "text", &none, &sample_options), "no changes\n");
}

/* The reports' own anchor; those of rules are looked up by the rules' tests. */
static void a_snapshot_alone_is_explained(void **state)
{
    struct diags diags;
    diags_init(&diags, *state);
    const char *document = file_read_text(*state, &root_own, "docs/changes.md", &diags);
    assert_non_null(document);
    assert_string_equal(REPORT_SNAPSHOT_ANCHOR, "snapshot");
    assert_has(document, "\n## Snapshot\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_memory(tells_a_release),
        with_memory(is_what_the_documentation_shows),
        with_memory(hunks_are_numbered_as_in_the_files),
        with_memory(keeps_to_the_width),
        with_memory(colours_only_when_asked),
        with_memory(hostile_names_write_no_lines_of_their_own),
        with_memory(says_that_nothing_differs),
        with_memory(a_snapshot_alone_is_explained),
    };
    return RUN_TAP("report: text", tests);
}
