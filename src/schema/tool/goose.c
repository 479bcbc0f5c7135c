/* goose: https://github.com/pressly/goose, as of 3.27. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"

static const struct directive directives[] = {
    {"+goose up", true, true}, {"+goose down", false, true}, {NULL, false, false}};

/* ${NAME}, ${NAME:-other}, ${NAME-other}; more than that has no name. */
static const char *read_braces(struct placeholder_list *list, const char *at)
{
    const char *end = strchr(at, '}'), *c = at + 2;
    if (!end)
        return at + 1;
    while (placeholder_in_name(*c))
        c++;
    char *name = mem_strndup(list->ctx, at + 2, (size_t)(c - at) - 2), *other = NULL;
    size_t sign = strncmp(c, ":-", 2) == 0 ? 2 : *c == '-' ? 1 : 0;
    if (sign)
        other = mem_strndup(list->ctx, c + sign, (size_t)(end - c) - sign);
    placeholder_add(list, at, end + 1, sign || c == end ? name : NULL, other);
    return end + 1;
}

/* From one line on up to another: `$$` and `\$` are no variables. */
static void find_in(struct placeholder_list *list, const char *at, const char *end)
{
    while ((at = memchr(at, '$', (size_t)(end - at)))) {
        const char *c = at + 1;
        if ((at > list->text && at[-1] == '\\') || *c == '$') {
            at += *c == '$' ? 2 : 1;
        } else if (*c == '{') {
            at = read_braces(list, at);
        } else if (isalpha((unsigned char)*c) || *c == '_') {
            while (placeholder_in_name(*c))
                c++;
            placeholder_add(list, at, c, mem_strndup(list->ctx, at + 1, (size_t)(c - at) - 1), NULL);
            at = c;
        } else {
            at = c;
        }
        if (at >= end)
            return;
    }
}

static bool is_envsub(const char *line, const char *word)
{
    static const char goose[] = "+goose";
    if (strncmp(line, "--", 2) != 0)
        return false;
    line += 2 + strspn(line + 2, " \t");
    if (strncmp(line, goose, strlen(goose)) != 0)
        return false;
    line += strlen(goose) + strspn(line + strlen(goose), " \t");
    return strncasecmp(line, "ENVSUB ", 7) == 0 && strncasecmp(line + 7, word, strlen(word)) == 0;
}

/* $NAME, ${NAME}, ${NAME:-other} between -- +goose ENVSUB ON and OFF; it leaves out comments before it looks. */
static void find_variables(struct placeholder_list *list)
{
    bool on = false;
    for (const char *line = list->text; *line;) {
        const char *next = line + strcspn(line, "\n");
        next += *next == '\n';
        if (is_envsub(line, "ON") || is_envsub(line, "OFF"))
            on = is_envsub(line, "ON");
        else if (on && strncmp(line + strspn(line, " \t"), "--", 2) != 0)
            find_in(list, line, next);
        line = next;
    }
}

static const struct history_column columns[] = {{"id", "integer PRIMARY KEY", true},
                                                {"version_id", "bigint", true},
                                                {"is_applied", "boolean", true},
                                                {"tstamp", "timestamp DEFAULT CURRENT_TIMESTAMP", true},
                                                {NULL, NULL, false}};

static const char *const programs[] = {".go", NULL};

const struct migration_tool tool_goose = {
    .name = "goose",
    .programs = programs,
    .directives = directives,
    .comment_alone = "+goose no transaction",
    .placeholders = find_variables,
    /* A row of version 0 is there from the start; of several of one version the newest counts. */
    .history = {.table = "goose_db_version",
                .columns = columns,
                .version = "version_id",
                .key = HISTORY_NUMBER,
                .order = "id",
                .undone = "NOT is_applied"},
};
