/* Which deltas go, of a schema directory of several databases: those of all versions up to one. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "squash/private.h"

static const char *snapshots_of(const struct cut *cut, const char *database, int version)
{
    return layout_version_directory(cut->ctx, LAYOUT_NESTED, cut->tree->path, database, version);
}

/* A base of some databases, or of one engine, is none for the others. */
static bool check_whole(const struct cut *cut, struct diags *diags)
{
    const struct generate_options *o = cut->options->generate;
    if (o->n_databases == 0 && o->engines[ENGINE_POSTGRES] && o->engines[ENGINE_SQLITE])
        return true;
    diag_error(diags, "a base is of all logical databases and of both engines: --%s leaves some out",
               o->n_databases ? "database" : "engine");
    return false;
}

static bool check_new(const struct cut *cut, const char *database, struct diags *diags)
{
    const char *path = snapshots_of(cut, database, cut->version);
    if (!is_there(path))
        return true;
    diag_error(diags, "there is a base of that version already")->file = path;
    return false;
}

/* All files below a directory. */
static bool add_below(struct cut *cut, const char *path, struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list_if_any(cut->ctx, cut->tree->root, path, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *below = path_join(cut->ctx, path, list.entries[i].name);
        if (!list.entries[i].is_dir)
            cut_add(cut, below);
        else if (strcmp(list.entries[i].name, "__pycache__") != 0 && !add_below(cut, below, diags))
            return false;
    }
    return true;
}

/* Its deltas up to the version, and the bases that are older. */
static bool add_database(struct cut *cut, const char *database, struct diags *diags)
{
    int *bases = NULL;
    size_t n = 0;
    /* A version is made from a base below it: the newest needs its deltas until there is another. */
    if (cut->version == cut->tree->version)
        return true;
    bool ok =
        version_directories(cut->ctx, cut->tree->root,
                            layout_versions(cut->ctx, LAYOUT_NESTED, cut->tree->path, database), &bases, &n, diags);
    for (size_t i = 0; ok && i < cut->tree->n_versions && cut->tree->versions[i] <= cut->version; i++)
        ok = add_below(cut, mem_printf(cut->ctx, "%s/%s/delta/%d", cut->tree->path, database, cut->tree->versions[i]),
                       diags);
    for (size_t i = 0; ok && i < n && bases[i] < cut->version; i++)
        ok = add_below(cut, snapshots_of(cut, database, bases[i]), diags);
    return ok;
}

/* A version of its own: one between two others has no deltas of which anything could be said. */
static bool find_target(struct cut *cut, struct diags *diags)
{
    const struct schema_tree *tree = cut->tree;
    const char *to = cut->options->to;
    cut->version = to ? version_number(to) : tree->version;
    for (size_t i = 0; i < tree->n_versions; i++)
        if (tree->versions[i] == cut->version && cut->version <= tree->version)
            return true;
    struct diag *e = diag_error(diags, "--to %s: there are no deltas of that version", to ? to : "");
    e->file = mem_strdup(diags->ctx, tree->name);
    diag_hint(diags, e, "they go from version %d to %d", tree->versions[0], tree->version);
    return false;
}

bool cut_find_version(struct cut *cut, struct diags *diags)
{
    const struct schema_tree *tree = cut->tree;
    if (!check_whole(cut, diags) || !find_target(cut, diags) || !check_new(cut, COMMON_DATABASE, diags) ||
        !add_database(cut, COMMON_DATABASE, diags))
        return false;
    for (size_t i = 0; i < tree->n_databases; i++)
        if (!check_new(cut, tree->databases[i], diags) || !add_database(cut, tree->databases[i], diags))
            return false;
    return true;
}
