/* A project's file written again, as src/cli/project_file.c reads it: for a copy of what it is about. */
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/project.h"

const char *const project_orders[] = {"usual", "name", "number-name", NULL};

const char *project_base_directory(void *ctx, const struct project_base *base)
{
    const char *path = base->file.path, *name = base_name(path);
    if (name == path)
        return "";
    return name == path + 1 ? "/" : mem_strndup(ctx, path, (size_t)(name - path) - 1);
}

static bool same_text(const char *a, const char *b)
{
    return !a == !b && (!a || strcmp(a, b) == 0);
}

const char *project_base_key(void *ctx, const char *directory)
{
    return *directory ? mem_printf(ctx, "%s/", directory) : "";
}

bool project_bases_same(const struct project_base *a, const struct project_base *b)
{
    return same_text(a->file.path, b->file.path) && same_text(a->version, b->version);
}

/* In quotes, whatever it holds. */
static void put_quoted(FILE *out, const char *value)
{
    fputc('"', out);
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            fputc('\\', out);
        fputs(*value == '\n' ? "\\n" : (const char[]){*value, '\0'}, out);
    }
    fputc('"', out);
}

static void put(FILE *out, const char *key, const char *value)
{
    fprintf(out, "%s = ", key);
    put_quoted(out, value);
    fputc('\n', out);
}

/* A key with an engine, and words in quotes of its own. */
static void put_replacement(FILE *out, const struct project_replacement *r)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!r->engines[e])
            continue;
        fprintf(out, "replace %s ", engine_name((enum engine)e));
        put_quoted(out, r->from);
        fputs(" = ", out);
        put_quoted(out, r->to);
        fputc('\n', out);
    }
}

static const char *copy_of(const char *path, const struct project_copies *copies)
{
    for (size_t i = 0; i < copies->n; i++)
        if (strcmp(path, copies->items[i].of) == 0)
            return copies->items[i].name;
    return path;
}

static void put_base(FILE *out, void *ctx, enum engine engine, const struct project_base *base,
                     const struct project_copies *copies)
{
    if (!base->file.path)
        return;
    const char *directory = copy_of(project_base_key(ctx, project_base_directory(ctx, base)), copies);
    put(out, mem_printf(ctx, "base %s", engine_name(engine)), path_join(ctx, directory, base_name(base->file.path)));
    if (base->version)
        put(out, mem_printf(ctx, "base-version %s", engine_name(engine)), base->version);
}

static void put_path(FILE *out, const char *key, const struct project_path *path, const struct project_copies *copies)
{
    for (size_t i = 0; path->path && i < copies->n; i++)
        if (strcmp(path->path, copies->items[i].of) == 0)
            put(out, key, copies->items[i].name);
}

static void put_prepare(FILE *out, void *ctx, const struct project_prepare *prepare,
                        const struct project_copies *copies)
{
    if (prepare->database)
        fprintf(out, "[prepare %s]\n", prepare->database);
    else
        fputs("[prepare]\n", out);
    for (size_t i = 0; i < prepare->n_extensions; i++) {
        const struct prepared_extension *x = &prepare->extensions[i];
        put(out, "extensions", x->schema ? mem_printf(ctx, "%s in %s", x->name, x->schema) : x->name);
    }
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (prepare->files[e].path)
            put(out, mem_printf(ctx, "file %s", engine_name((enum engine)e)), copy_of(prepare->files[e].path, copies));
}

char *project_prepare_text(void *ctx, const struct project *project, const struct project_copies *copies)
{
    struct text t;
    text_open(&t);
    if (project->n_roles)
        fputs("[prepare]\n", t.out);
    for (size_t i = 0; i < project->n_roles; i++)
        put(t.out, "roles", project->roles[i].name);
    for (size_t i = 0; i < project->n_prepares; i++)
        put_prepare(t.out, ctx, &project->prepares[i], copies);
    return text_close(&t, ctx);
}

char *project_text(void *ctx, const struct project *project, const struct project_copies *copies)
{
    struct text t;
    text_open(&t);
    fputs(project_prepare_text(ctx, project, copies), t.out);
    for (size_t i = 0; i < project->n_databases; i++) {
        const struct project_database *d = &project->databases[i];
        fprintf(t.out, "[database %s]\n", d->name);
        for (int e = 0; e < ENGINE_COUNT; e++)
            put_path(t.out, engine_name((enum engine)e), &d->directories[e], copies);
        for (int e = 0; e < ENGINE_COUNT; e++)
            put_base(t.out, ctx, (enum engine)e, &d->bases[e], copies);
        if (d->order != ORDER_USUAL)
            put(t.out, "order", project_orders[d->order]);
        for (size_t r = 0; r < d->n_replacements; r++)
            put_replacement(t.out, &d->replacements[r]);
        if (d->tool)
            put(t.out, "migration-tool", d->tool->name);
        for (const char *const *value = d->placeholders; value && *value; value++)
            put(t.out, "define", *value);
    }
    return text_close(&t, ctx);
}
