#include "schema/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/project.h"
#include "schema/tree_versions.h"

int version_number(const char *name)
{
    size_t n = strspn(name, "0123456789");
    if (n == 0 || n > LONGEST_VERSION || name[n] || (n > 1 && name[0] == '0'))
        return -1;
    return atoi(name);
}

static int compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void sort_unique(int *v, size_t *n)
{
    if (*n == 0)
        return;
    qsort(v, *n, sizeof(*v), compare_ints);
    size_t kept = 1;
    for (size_t i = 1; i < *n; i++)
        if (v[i] != v[kept - 1])
            v[kept++] = v[i];
    *n = kept;
}

void tree_versions_take(struct schema_tree *tree)
{
    for (size_t s = 0; s < tree->n_sets; s++)
        for (size_t i = 0; i < tree->sets[s].migrations.n; i++) {
            size_t at = mem_grow(tree, &tree->versions, &tree->n_versions);
            tree->versions[at] = tree->sets[s].migrations.items[i].version;
        }
    sort_unique(tree->versions, &tree->n_versions);
    tree->version = tree->n_versions ? tree->versions[tree->n_versions - 1] : 0;
}

bool version_directories(void *ctx, const struct root *root, const char *path, int **versions, size_t *n,
                         struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list_if_any(ctx, root, path, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        int version = version_number(entry->name);
        if (version >= 0 && entry->is_broken)
            return refuse_broken_link(path_join(ctx, path, entry->name), diags);
        if (!entry->is_dir || version < 0)
            continue;
        size_t at = mem_grow(ctx, versions, n);
        (*versions)[at] = version;
    }
    sort_unique(*versions, n);
    return true;
}

static struct schema_tree *refuse(struct diags *diags, const char *path, const char *message, const char *hint)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, path);
    diag_hint(diags, e, "%s", hint);
    return NULL;
}

/* [prepare NAME] is about one of the tree's. */
static bool check_prepares(const struct schema_tree *tree, struct diags *diags)
{
    for (size_t i = 0; tree->project && i < tree->project->n_prepares; i++) {
        const struct project_prepare *prepare = &tree->project->prepares[i];
        if (!prepare->database || schema_tree_has(tree, prepare->database))
            continue;
        struct diag *e =
            diag_error(diags, "[prepare %s]: no logical database %s", prepare->database, prepare->database);
        e->file = mem_strdup(diags->ctx, tree->project->file);
        e->line = prepare->line;
        return false;
    }
    return true;
}

const char *schema_tree_name(const char *path, const struct tree_layout *layout,
                             const struct migration_request *request)
{
    return layout == &tree_layout_project && request && request->project ? request->project->file : path;
}

/* Where projects have their migrations, of the tools that know no other place first. */
static const char *const usual_places[] = {
    "db/migrations",  "db/migrate", "supabase/migrations", "prisma/migrations",      "src/main/resources/db/migration",
    "migrations",     "migration",  "database/migrations", "internal/db/migrations", "sql/migrations",
    "migrations/sql", "drizzle",
};

/* What to do where there is no such directory: one of the usual places beside it may be what was meant. */
static const char *where_else(struct schema_tree *tree)
{
    const char *slash = strrchr(tree->path, '/');
    size_t n = slash ? (size_t)(slash - tree->path) + 1 : 0;
    for (size_t i = 0; i < sizeof(usual_places) / sizeof(*usual_places); i++) {
        const char *path = mem_printf(tree, "%.*s%s", (int)n, tree->path, usual_places[i]);
        if (is_directory(path))
            return mem_printf(tree, "-s DIR names it, as -s %s, which is there; fullschema init lays out a new one",
                              path);
    }
    return "-s DIR names it; fullschema init lays out a new one";
}

struct schema_tree *schema_tree_open(void *ctx, const char *path, const struct tree_layout *layout,
                                     const struct migration_request *request, struct diags *diags)
{
    struct schema_tree *tree = mem_new(ctx, struct schema_tree);
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    tree->path = mem_strndup(tree, path, length);
    tree->layout = layout;
    tree->project = request ? request->project : NULL;
    tree->name = schema_tree_name(tree->path, layout, request);
    if (!is_directory(tree->path))
        return refuse(diags, path,
                      is_there(tree->path) ? "is no directory, so no schema directory" : "no such schema directory",
                      where_else(tree));
    tree->root = root_open(tree, tree->path, diags);
    return tree->root && layout->open(tree, request, diags) && check_prepares(tree, diags) ? tree : NULL;
}

bool schema_tree_has(const struct schema_tree *tree, const char *database)
{
    if (strcmp(database, COMMON_DATABASE) == 0)
        return tree->layout->has_common;
    for (size_t i = 0; i < tree->n_databases; i++)
        if (strcmp(tree->databases[i], database) == 0)
            return true;
    return false;
}

const struct migrations *schema_tree_migrations(const struct schema_tree *tree, const char *database,
                                                enum engine engine)
{
    for (size_t i = 0; i < tree->n_sets; i++)
        if (tree->sets[i].engines[engine] && strcmp(tree->sets[i].database, database) == 0)
            return &tree->sets[i].migrations;
    return NULL;
}

bool schema_tree_is_on(const struct schema_tree *tree, const char *database, enum engine engine)
{
    return !tree->layout->has_migrations || schema_tree_migrations(tree, database, engine);
}

bool schema_tree_has_programs(const struct schema_tree *tree)
{
    for (size_t i = 0; i < tree->n_sets; i++)
        if (tree->sets[i].migrations.programs)
            return true;
    return false;
}

bool schema_tree_has_several(const struct schema_tree *tree)
{
    return tree->layout->has_common || tree->n_databases > 1;
}

bool schema_tree_check_version(const struct schema_tree *tree, int version, struct diags *diags)
{
    int first = tree->versions[0], last = tree->versions[tree->n_versions - 1];
    if (version >= first && version <= tree->version)
        return true;
    struct diag *e = diag_error(diags, "no schema version %d", version);
    e->file = mem_strdup(diags->ctx, tree->name);
    if (tree->version_declared)
        diag_hint(diags, e, "its deltas go from version %d to %d, and SCHEMA_VERSION is %d", first, last,
                  tree->version);
    else
        diag_hint(diags, e, "its deltas go from version %d to %d", first, last);
    return false;
}
