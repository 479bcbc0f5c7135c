/*
 * Where fullschema.ini is: beside the schema directory that was named; else in the working directory, or the nearest
 * directory above it that has one, as far as the top of the git work tree. Not further, for what stands there belongs
 * to others. A working directory with a schema directory is a project of its own.
 */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/work_tree.h"
#include "cli/settings.h"
#include "layout/layout.h"

static const char file_name[] = "fullschema.ini";

/* What commands take where nothing is said, from the directory of the file. */
static const struct {
    const char *key, *value;
} usual[] = {{"schema", "schema"}, {"output", LAYOUT_USUAL_OUTPUT}};

char *settings_directory(void *ctx, const char *schema)
{
    size_t n = strlen(schema);
    while (n > 1 && schema[n - 1] == '/')
        n--;
    while (n > 0 && schema[n - 1] != '/')
        n--;
    while (n > 1 && schema[n - 1] == '/')
        n--;
    return mem_strndup(ctx, schema, n);
}

char *settings_find(void *ctx, const char *schema)
{
    char *here = mem_strdup(ctx, file_name), *up = mem_strdup(ctx, "");
    if (schema) {
        const char *directory = settings_directory(ctx, schema);
        return *directory ? path_join(ctx, directory, file_name) : here;
    }
    struct work_tree tree = work_tree_around(ctx);
    const char *below = tree.top ? path_below(tree.here, tree.top) : NULL;
    if (!below || is_there(file_name) || is_directory(usual[0].value))
        return here;
    for (; *below; below += strcspn(below, "/"), below += strspn(below, "/")) {
        up = mem_printf(ctx, "%s../", up);
        char *path = mem_printf(ctx, "%s%s", up, file_name);
        if (is_there(path))
            return path;
    }
    return here;
}

/* Its sections say where migrations are, and a directory that is called schema is another matter. */
static bool says_where(const struct settings *settings)
{
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->items[i].key, "project") == 0)
            return true;
    return false;
}

void settings_add_usual(void *ctx, struct settings *settings)
{
    const char *path = settings->path;
    const char *base = mem_strndup(ctx, path, strlen(path) - strlen(file_name));
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        bool is_read = strcmp(usual[i].key, "schema") == 0; /* some commands do without */
        if (is_read && (says_where(settings) || !is_directory(mem_printf(ctx, "%s%s", base, usual[i].value))))
            continue;
        size_t at = mem_grow(ctx, &settings->items, &settings->n);
        settings->items[at] =
            (struct setting){.command = "", .key = usual[i].key, .value = usual[i].value, .origin = path, .base = base};
    }
}
