/* Evolutions of Play: https://www.playframework.com/documentation/3.0.x/Evolutions */
#include <string.h>

#include "base/mem.h"
#include "schema/migration_line.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"

/* It looks for these words in any comment, also in one that starts with #. */
static enum direction direction(const char *line)
{
    if (!line_comment(line) && line[strspn(line, LINE_BLANKS)] != '#')
        return DIRECTION_NONE;
    return line_holds(line, "!Ups") ? DIRECTION_UP : line_holds(line, "!Downs") ? DIRECTION_DOWN : DIRECTION_NONE;
}

/* It splits at semicolons, so that those inside a statement are doubled; its directives are no comments to servers. */
static void rewrite(char *line, size_t n, bool is_directive)
{
    if (is_directive)
        line_blank(line, n);
    for (size_t i = 0; i + 1 < n; i++)
        if (line[i] == ';' && line[i + 1] == ';')
            line[++i] = ' ';
}

/* $evolutions{{{name}}}; with ! before it it stays as it is. */
static void find_placeholders(struct placeholder_list *list)
{
    static const char begin[] = "$evolutions{{{", close[] = "}}}";
    const char *end;
    for (const char *at = list->text; (at = strstr(at, begin)) && (end = strstr(at, close)); at = end) {
        const char *name = at + strlen(begin);
        if (at == list->text || at[-1] != '!')
            placeholder_add(list, at, end + strlen(close), mem_strndup(list->ctx, name, (size_t)(end - name)), NULL);
    }
}

const struct migration_tool tool_play = {
    .name = "play",
    .direction = direction,
    .rewrite = rewrite,
    .placeholders = find_placeholders,
    .number_alone = true,
};
