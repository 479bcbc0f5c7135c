#include "schema/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "layout/layout.h"
#include "schema/files.h"
#include "schema/prepared.h"

static char *delta_path(void *ctx, const struct schema_tree *tree, const char *database, int version)
{
    return mem_printf(ctx, "%s/%s/delta/%d", tree->path, database, version);
}

/* Of the schema directory's own snapshots. */
static char *base_path(void *ctx, const struct schema_tree *tree, const char *database, int version)
{
    return layout_version_directory(ctx, LAYOUT_NESTED, tree->path, database, version);
}

static bool refuse_base(const struct schema_tree *tree, int target, int wanted, struct diags *diags)
{
    struct diag *e = wanted < target ? diag_error(diags, "no such base snapshot")
                                     : diag_error(diags, "the base must be below the version to make, %d", target);
    e->file = base_path(diags->ctx, tree, COMMON_DATABASE, wanted);
    return false;
}

bool plan_base(void *ctx, const struct schema_tree *tree, int target, int wanted, int *base, struct diags *diags)
{
    *base = NO_BASE;
    if (wanted == NO_BASE || !tree->layout->has_bases)
        return true;
    if (wanted >= 0) {
        bool there;
        *base = wanted;
        if (!directory_is_there(tree->root, base_path(ctx, tree, COMMON_DATABASE, wanted), &there, diags))
            return false;
        return (wanted < target && there) || refuse_base(tree, target, wanted, diags);
    }
    int *versions = NULL;
    size_t n = 0;
    char *dir = layout_versions(ctx, LAYOUT_NESTED, tree->path, COMMON_DATABASE);
    if (!version_directories(ctx, tree->root, dir, &versions, &n, diags))
        return false;
    for (size_t i = 0; i < n && versions[i] < target; i++)
        *base = versions[i];
    return true;
}

static int compare_steps(const void *a, const void *b)
{
    const struct step *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->path, y->path);
}

/* Adds the files of one directory that run on the engine; a missing directory has none. */
static bool add_files(struct plan *plan, enum step_kind kind, int version, const struct root *root, const char *dir,
                      struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list_if_any(plan, root, dir, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        enum file_class class = file_classify(entry->name);
        bool program = class == FILE_PROGRAM && kind == STEP_DELTA;
        bool sql = class == FILE_SQL && file_runs_on(entry->name, plan->engine);
        if (entry->is_dir || (!program && !sql))
            continue;
        size_t at = mem_grow(plan, &plan->steps, &plan->n_steps);
        plan->steps[at] = (struct step){.kind = kind,
                                        .version = version,
                                        .path = path_join(plan, dir, entry->name),
                                        .root = root,
                                        .name = entry->name,
                                        .program = program};
    }
    return true;
}

struct snapshot_store *snapshot_store_open(void *ctx, const char *path, struct diags *diags)
{
    struct snapshot_store *store = mem_new(ctx, struct snapshot_store);
    char *nested = layout_versions(store, LAYOUT_NESTED, path, COMMON_DATABASE);
    store->path = mem_strdup(store, path);
    if (!is_directory(path))
        return store;
    store->root = root_open(store, path, diags);
    if (store->root && directory_is_there(store->root, nested, &store->nested, diags) &&
        version_directories(store, store->root, store->nested ? nested : path, &store->versions, &store->n_versions,
                            diags))
        return store;
    mem_free(store);
    return NULL;
}

/* Where a database's files of one version are: of a base in the store, where there is one. */
static char *files_path(void *ctx, const struct schema_tree *tree, const struct plan_request *request,
                        const char *database, enum step_kind kind, int version)
{
    const struct snapshot_store *store = request->store;
    if (kind == STEP_DELTA)
        return delta_path(ctx, tree, database, version);
    return store ? layout_version_directory(ctx, store->nested ? LAYOUT_NESTED : LAYOUT_FLAT, store->path, database,
                                            version)
                 : base_path(ctx, tree, database, version);
}

/* The files of common and of the hosted databases together, sorted by name. */
static bool add_version(struct plan *plan, const struct schema_tree *tree, const struct plan_request *request,
                        enum step_kind kind, int version, struct diags *diags)
{
    size_t first = plan->n_steps;
    const struct root *root = kind == STEP_DELTA || !request->store ? tree->root : request->store->root;
    char *common = files_path(plan, tree, request, COMMON_DATABASE, kind, version);
    bool ok = add_files(plan, kind, version, root, common, diags);
    for (size_t i = 0; i < request->n_databases; i++)
        ok &= add_files(plan, kind, version, root,
                        files_path(plan, tree, request, request->databases[i], kind, version), diags);
    if (plan->n_steps > first)
        qsort(plan->steps + first, plan->n_steps - first, sizeof(*plan->steps), compare_steps);
    return ok;
}

static struct step bookkeeping_step(struct plan *plan, const struct schema_tree *tree)
{
    struct step step = {.kind = STEP_BOOKKEEPING, .name = "schema_version.sql", .root = tree->root};
    if (tree->layout->has_bookkeeping)
        step.path = path_join(plan, tree->path, COMMON_DATABASE "/schema_version.sql");
    return step;
}

static void add_migrations(struct plan *plan, const struct schema_tree *tree)
{
    const struct migrations *migrations = schema_tree_migrations(tree, plan->database, plan->engine);
    for (size_t i = 0; migrations && i < migrations->n; i++) {
        const struct migration *m = &migrations->items[i];
        if (m->version > plan->target || m->not_on[plan->engine])
            continue;
        size_t at = mem_grow(plan, &plan->steps, &plan->n_steps);
        plan->steps[at] = (struct step){.kind = STEP_DELTA,
                                        .version = m->version,
                                        .path = migration_path(plan, migrations, m),
                                        .root = migration_root(migrations, m),
                                        .name = m->name,
                                        .migrations = migrations};
    }
}

struct plan *plan_make_for(void *ctx, const struct schema_tree *tree, const struct plan_request *request,
                           struct diags *diags)
{
    struct plan *plan = mem_new(ctx, struct plan);
    const char *database = request->n_databases ? request->databases[0] : COMMON_DATABASE;
    *plan = (struct plan){.database = mem_strdup(plan, database),
                          .engine = request->engine,
                          .base = request->base,
                          .target = request->target};
    const struct step bookkeeping = bookkeeping_step(plan, tree);
    plan->steps = mem_copy(plan, &bookkeeping, sizeof(bookkeeping));
    plan->n_steps = 1;
    bool ok = prepared_take(plan, tree->project, request, diags);
    if (tree->layout->has_migrations && ok) {
        add_migrations(plan, tree);
        return plan;
    }
    if (request->base != NO_BASE)
        ok = add_version(plan, tree, request, STEP_BASE, request->base, diags);
    for (size_t i = 0; i < tree->n_versions; i++)
        if (tree->versions[i] > request->base && tree->versions[i] <= request->target)
            ok &= add_version(plan, tree, request, STEP_DELTA, tree->versions[i], diags);
    if (ok)
        return plan;
    mem_free(plan);
    return NULL;
}

struct plan *plan_make(void *ctx, const struct schema_tree *tree, const char *database, enum engine engine, int base,
                       int target, struct diags *diags)
{
    bool own = strcmp(database, COMMON_DATABASE) != 0;
    struct plan_request request = {&database, own ? 1 : 0, engine, base, target, NULL};
    return plan_make_for(ctx, tree, &request, diags);
}

/* Lists what runs of one version's delta directory of one database into `all`. */
static bool collect(void *ctx, const struct root *root, const char *dir, struct step **all, size_t *n,
                    struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list_if_any(ctx, root, dir, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        enum file_class class = file_classify(entry->name);
        if (entry->is_dir || (class != FILE_SQL && class != FILE_PROGRAM))
            continue;
        size_t at = mem_grow(ctx, all, n);
        (*all)[at] = (struct step){
            .kind = STEP_DELTA, .path = path_join(ctx, dir, entry->name), .root = root, .name = entry->name};
    }
    return true;
}

static bool check_version(void *ctx, const struct schema_tree *tree, int version, struct diags *diags)
{
    struct step *all = NULL;
    size_t n = 0;
    bool ok = collect(ctx, tree->root, delta_path(ctx, tree, COMMON_DATABASE, version), &all, &n, diags);
    for (size_t i = 0; i < tree->n_databases; i++)
        ok &= collect(ctx, tree->root, delta_path(ctx, tree, tree->databases[i], version), &all, &n, diags);
    if (n)
        qsort(all, n, sizeof(*all), compare_steps);
    for (size_t i = 1; i < n; i++)
        if (strcmp(all[i].name, all[i - 1].name) == 0) {
            struct diag *e =
                diag_error(diags, "the same delta name twice in version %d: also %s", version, all[i - 1].path);
            e->file = mem_strdup(diags->ctx, all[i].path);
            diag_hint(diags, e, "rename one: applied deltas are recorded by version and file name");
            ok = false;
        }
    return ok;
}

bool plan_check_tree(void *ctx, const struct schema_tree *tree, int base, int target, struct diags *diags)
{
    bool ok = true;
    if (tree->layout->has_migrations)
        return true;
    for (size_t i = 0; i < tree->n_versions; i++)
        if (tree->versions[i] > base && tree->versions[i] <= target)
            ok &= check_version(ctx, tree, tree->versions[i], diags);
    return ok;
}
