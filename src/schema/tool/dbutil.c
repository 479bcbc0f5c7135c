/* dbutil of mautrix: dbutil/upgradetable.go and upgrades.go of https://github.com/mautrix/go-util, as of 0.9. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_files.h"
#include "schema/migration_line.h"
#include "schema/migration_tool.h"
#include "schema/numbered.h"

/* The first line of a file: `-- v3 -> v5 (compatible with v2+): Add rooms`. */
struct header {
    int from, to;
    const char *digits; /* of the version it upgrades to */
    size_t n;
};

/* v12; NULL: there is none. */
static const char *read_version(const char *text, struct header *h)
{
    if (*text++ != 'v')
        return NULL;
    h->digits = text + strspn(text, "0");
    text += strspn(text, "0123456789");
    h->n = (size_t)(text - h->digits);
    h->to = atoi(h->digits);
    return isdigit((unsigned char)text[-1]) && h->n <= LONGEST_VERSION ? text : NULL;
}

static const char *behind(const char *text, const char *words)
{
    return text && strncmp(text, words, strlen(words)) == 0 ? text + strlen(words) : NULL;
}

static bool read_header(const char *text, struct header *h)
{
    const char *first = behind(text, "-- "), *rest = first ? read_version(first, h) : NULL;
    const char *to = behind(rest, " -> ");
    h->from = to ? h->to : -1;
    rest = to ? read_version(to, h) : rest;
    h->from = to ? h->from : h->to - 1;
    const char *compatible = behind(rest, " (compatible with v");
    if (compatible)
        rest = behind(compatible + strspn(compatible, "0123456789"), "+)");
    rest = behind(rest, ": ");
    return rest && *rest && *rest != '\n';
}

static bool owns_text(const char *text)
{
    struct header h = {0};
    return read_header(text, &h);
}

/* v02-rooms.sql: names mean nothing to it, and projects have such beside plain ones. */
static bool has_form(const char *name)
{
    return name[0] == 'v' && isdigit((unsigned char)name[1]) && strchr("-_", name[1 + strspn(name + 1, "0123456789")]);
}

static bool read_name(void *ctx, const char *name, struct migration_name *read)
{
    (void)ctx;
    return migration_name_part(name + 1, read) != NULL;
}

static bool read_file(void *ctx, const struct root *root, const struct migration_file *file, struct header *h,
                      struct diags *diags)
{
    const char *path = path_join(ctx, root->path, file->path);
    const char *text = file_read_text(ctx, root, path, diags);
    if (!text || read_header(text, h))
        return text != NULL;
    struct diag *e = diag_error(diags, "its first line does not say which version it makes of which");
    diag_locate(diags, e, path, text, 0);
    diag_hint(diags, e, "dbutil wants a line such as -- v3 -> v4: Add rooms");
    return false;
}

/*
 * A new database goes from version 0 to that which the file from there makes,
 * and so on; a version that no file begins at is passed. The others are for
 * older databases.
 */
static bool arrange(void *ctx, const struct root *root, struct migration_files *files, struct diags *diags)
{
    struct header *headers = mem_array(ctx, struct header, files->n);
    struct migration_files run = {.items = mem_array(ctx, struct migration_file, files->n)};
    int highest = 0, at = 0;
    for (size_t i = 0; i < files->n; i++) {
        if (!read_file(ctx, root, &files->items[i], &headers[i], diags))
            return false;
        highest = headers[i].from > highest ? headers[i].from : highest;
    }
    while (at <= highest) {
        int next = at + 1;
        for (size_t i = 0; i < files->n; i++) {
            if (headers[i].from != at)
                continue;
            struct migration_file *file = &run.items[run.n++];
            *file = files->items[i];
            file->name = (struct migration_name){.parts = {{headers[i].digits, headers[i].n}}, .n_parts = 1};
            next = headers[i].to > next ? headers[i].to : next;
        }
        at = next;
    }
    *files = run;
    return true;
}

enum { UNTIL_END = -1 };

/* `-- only: sqlite for next 2 lines (lines commented)` */
struct only {
    enum engine engine;
    int lines; /* UNTIL_END: up to -- end only */
    bool commented;
};

static const char *read_engine(const char *text, enum engine *engine)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const char *rest = behind(text, engine_name((enum engine)e));
        *engine = (enum engine)e;
        if (rest)
            return rest;
    }
    return NULL;
}

static bool read_only(const char *line, struct only *only)
{
    const char *text = behind(line + strspn(line, LINE_BLANKS), "-- only: ");
    const char *rest = text ? read_engine(text, &only->engine) : NULL;
    if (!rest)
        return false;
    const char *next = behind(rest, " for next "), *end = behind(rest, " until \"end only\"");
    only->lines = next ? atoi(next) : end ? UNTIL_END : 1;
    only->commented = line_holds(line, "(lines commented)") || line_holds(line, "(line commented)");
    return true;
}

static bool is_end(const char *line, enum engine *engine)
{
    const char *text = behind(line + strspn(line, LINE_BLANKS), "-- end only ");
    return text && read_engine(text, engine) != NULL;
}

/* Lines of another engine are blanked, those of this one that are in comments come out of them. */
static char *keep_lines(char *line, const struct only *only, enum engine engine, bool *ended)
{
    enum engine at_end;
    int n = 0;
    for (; *line && n != only->lines; n++, line += line_length(line)) {
        if (only->lines == UNTIL_END && is_end(line, &at_end)) {
            *ended = at_end == only->engine;
            return line;
        }
        if (only->engine != engine)
            line_blank(line, line_length(line));
        else if (only->commented && strncmp(line, "--", 2) == 0)
            line_blank(line, 2);
    }
    *ended = only->lines != UNTIL_END;
    return line;
}

/* A file whose text begins with such a line, and no number in it, is for that engine alone. */
static bool is_for_another(const char *text, enum engine engine)
{
    struct only only;
    text += line_length(text);
    text += behind(text, "-- transaction: ") ? line_length(text) : 0;
    return read_only(text, &only) && only.lines == 1 && !line_holds(text, " for next ") && only.engine != engine;
}

static bool keep_engine(char *text, enum engine engine, size_t *fault)
{
    struct only only;
    bool ended;
    if (is_for_another(text, engine)) {
        line_blank(text, strlen(text));
        return true;
    }
    for (char *line = text; *line;) {
        *fault = (size_t)(line - text);
        bool begins = read_only(line, &only);
        line += line_length(line);
        if (!begins)
            continue;
        line = keep_lines(line, &only, engine, &ended);
        if (!ended)
            return false;
    }
    return true;
}

static char *head(void *ctx, const struct migration_name *newest, const char *name)
{
    const struct migration_part *version = &newest->parts[0];
    return mem_printf(ctx, "-- v%d: %s\n", atoi(mem_strndup(ctx, version->digits, version->n)) + 1, name);
}

static const struct history_column columns[] = {
    {"version", "integer", false}, {"compat", "integer", false}, {NULL, NULL, false}};

const struct migration_tool tool_dbutil = {
    .name = "dbutil",
    .owns_text = owns_text,
    .has_form = has_form,
    .read_name = read_name,
    .arrange = arrange,
    .keep_engine = keep_engine,
    .head = head,
    .comment_alone = "transaction: off",
    .comment_unenforced = "transaction: sqlite-fkey-off",
    .enforces = true,
    .history =
        {.table = "version", .columns = columns, .version = "version", .key = HISTORY_NEWEST, .common_name = true},
};
