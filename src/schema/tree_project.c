/* A project's own layout, as its fullschema.ini has it: directories of migrations, by database and engine. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/project.h"
#include "schema/shared_versions.h"
#include "schema/tree.h"
#include "schema/tree_versions.h"

static bool refuse(const struct project *project, int line, const char *message, const char *hint, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, project->file);
    e->line = line;
    diag_hint(diags, e, "%s", hint);
    return false;
}

/* What the person says of all migrations, and the section of these. */
static struct migration_request request_for(void *ctx, const struct migration_request *request,
                                            const struct project_database *d)
{
    struct migration_request own = *request;
    const char **values = NULL;
    size_t n = 0, at;
    for (const char *const *value = request->placeholders; value && *value; value++) {
        at = mem_grow(ctx, &values, &n);
        values[at] = *value;
    }
    for (const char *const *value = d->placeholders; value && *value; value++) {
        at = mem_grow(ctx, &values, &n);
        values[at] = *value;
    }
    at = mem_grow(ctx, &values, &n);
    values[at] = NULL;
    own.placeholders = values;
    own.tool = d->tool ? d->tool : request->tool;
    own.section = d;
    return own;
}

/* The set of a directory that another engine has, too: with the same base, or both have none. */
static struct migration_set *set_of(struct schema_tree *tree, const struct project_database *d, enum engine engine,
                                    size_t first, const char *path)
{
    for (size_t i = first; i < tree->n_sets; i++)
        for (int e = 0; e < ENGINE_COUNT; e++)
            if (tree->sets[i].engines[e] && d->directories[e].path &&
                strcmp(tree->sets[i].migrations.root->path, path) == 0 &&
                project_bases_same(&d->bases[e], &d->bases[engine]))
                return &tree->sets[i];
    return NULL;
}

static bool add_set(struct schema_tree *tree, const struct migration_request *request, const struct project_database *d,
                    enum engine engine, size_t first, struct diags *diags)
{
    const struct project_path *place = &d->directories[engine];
    if (place->path && !is_directory(place->path))
        return refuse(request->project, place->line, mem_printf(diags->ctx, "%s: no such directory", place->path),
                      "paths are relative to this file", diags);
    const struct root *root = place->path ? root_open(tree, place->path, diags) : NULL;
    struct migration_set *shared = root ? set_of(tree, d, engine, first, root->path) : NULL;
    if (shared) {
        shared->engines[engine] = true;
        return true;
    }
    struct migration_set set = {.database = d->name};
    struct migration_request own = request_for(tree, request, d);
    own.base = d->bases[engine].file.path ? &d->bases[engine] : NULL;
    set.engines[engine] = true;
    if ((place->path && !root) || !migrations_list(tree, root, &own, &set.migrations, diags))
        return false;
    size_t at = mem_grow(tree, &tree->sets, &tree->n_sets);
    tree->sets[at] = set;
    return true;
}

static bool add_database(struct schema_tree *tree, const struct migration_request *request,
                         const struct project_database *d, struct diags *diags)
{
    size_t first = tree->n_sets, at = mem_grow(tree, &tree->databases, &tree->n_databases);
    struct migrations *lists[ENGINE_COUNT];
    bool ok = true;
    tree->databases[at] = d->name;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (d->directories[e].path || d->bases[e].file.path)
            ok &= add_set(tree, request, d, (enum engine)e, first, diags);
    for (size_t i = first; i < tree->n_sets && ok; i++)
        lists[i - first] = &tree->sets[i].migrations;
    if (ok)
        migrations_share_versions(lists, tree->n_sets - first);
    return ok;
}

static bool open_project(struct schema_tree *tree, const struct migration_request *request, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < request->project->n_databases; i++)
        ok &= add_database(tree, request, &request->project->databases[i], diags);
    tree_versions_take(tree);
    return ok;
}

const struct tree_layout tree_layout_project = {
    .name = "ini",
    .open = open_project,
    .has_migrations = true,
};
