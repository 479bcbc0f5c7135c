/* A project's file written again, as src/cli/project_file.c reads it: for a copy of what it is about. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "schema/project.h"

/* In quotes, whatever it holds. */
static void put(FILE *out, const char *key, const char *value)
{
    fprintf(out, "%s = \"", key);
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            fputc('\\', out);
        fputs(*value == '\n' ? "\\n" : (const char[]){*value, '\0'}, out);
    }
    fputs("\"\n", out);
}

static void put_path(FILE *out, const char *key, const struct project_path *path, const struct project_copies *copies)
{
    for (size_t i = 0; path->path && i < copies->n; i++)
        if (strcmp(path->path, copies->items[i].of) == 0)
            put(out, key, copies->items[i].name);
}

char *project_text(void *ctx, const struct project *project, const struct project_copies *copies)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < project->n_databases; i++) {
        const struct project_database *d = &project->databases[i];
        fprintf(t.out, "[database %s]\n", d->name);
        for (int e = 0; e < ENGINE_COUNT; e++)
            put_path(t.out, engine_name((enum engine)e), &d->directories[e], copies);
        if (d->tool)
            put(t.out, "migration-tool", d->tool->name);
        for (const char *const *value = d->placeholders; value && *value; value++)
            put(t.out, "define", *value);
    }
    return text_close(&t, ctx);
}
