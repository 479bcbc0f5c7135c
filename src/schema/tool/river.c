/* River's own: rivermigrate/river_migrate.go and rivershared/sqlctemplate of https://github.com/riverqueue/river, 0.24.
 */
#include <string.h>

#include "base/mem.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"

static const char begin[] = "/* TEMPLATE: ";

static const struct tool_sign signs[] = {{begin, SIGN_ANYWHERE}, {NULL, SIGN_FIRST}};

/* The schema, with its dot, comes in the place of the comment, in literals too; without one that it is told, nothing.
 */
static void find_templates(struct placeholder_list *list)
{
    for (const char *at = list->text; (at = strstr(at, begin));) {
        const char *name = at + strlen(begin), *end = name;
        while (placeholder_in_name(*end))
            end++;
        const char *behind = strncmp(end, " */", 3) == 0 ? end + 3 : NULL;
        if (behind)
            placeholder_add(list, at, behind, mem_strndup(list->ctx, name, (size_t)(end - name)),
                            strncmp(name, "schema", (size_t)(end - name)) == 0 ? mem_strdup(list->ctx, "") : NULL);
        at = behind ? behind : end;
    }
}

/* Its table is made by its first migration. */
const struct migration_tool tool_river = {
    .name = "river",
    .signs = signs,
    .placeholders = find_templates,
};
