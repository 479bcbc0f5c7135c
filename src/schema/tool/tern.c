/* tern: https://github.com/jackc/tern, as of 2.4. */
#include <string.h>

#include "base/mem.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"

static const struct directive directives[] = {{"create above / drop below ----", false, true}, {NULL, false, false}};
static const struct tool_sign signs[] = {{"---- tern: disable-tx ----", SIGN_LINE}, {NULL, SIGN_FIRST}};
static const char *const beside[] = {"tern.conf", NULL};

/* {{.name}}, {{ .name }} and {{- .name -}}; anything else in the braces is a program, and has no name. */
static char *name_in(void *ctx, const char *from, const char *to)
{
    from += *from == '-';
    from += strspn(from, " \t");
    while (to > from && strchr(" \t-", to[-1]))
        to--;
    if (from == to || *from++ != '.')
        return NULL;
    for (const char *c = from; c < to; c++)
        if (!placeholder_in_name(*c))
            return NULL;
    return from < to ? mem_strndup(ctx, from, (size_t)(to - from)) : NULL;
}

/* Whatever Go's templates have between two braces. */
static void find_placeholders(struct placeholder_list *list)
{
    const char *end;
    for (const char *at = list->text; (at = strstr(at, "{{")) && (end = strstr(at, "}}")); at = end + 2)
        placeholder_add(list, at, end + 2, name_in(list->ctx, at + 2, end), NULL);
}

static const struct history_column columns[] = {{"version", "integer", true}, {NULL, NULL, false}};

const struct migration_tool tool_tern = {
    .name = "tern",
    .session = SESSION_RESET,
    .signs = signs,
    .beside = beside,
    .directives = directives,
    .comment_alone = "tern: disable-tx ----",
    .placeholders = find_placeholders,
    .enforces = true,
    .squash = {.again = "tern wants numbers without a gap, from 1 on, so that nothing can stand for the first ones"},
    .history = {.table = "schema_version",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NEWEST,
                .common_name = true},
};
