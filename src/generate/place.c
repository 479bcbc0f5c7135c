/* Which layout the snapshots of a schema directory have, where nobody chose one. */
#include <sys/stat.h>

#include "base/files.h"
#include "base/mem.h"
#include "generate/generate.h"

/* What is there already goes on as it is: whether `layout` has any snapshot on the disk. */
static bool holds(const struct snapshot_layout *layout, bool *any, struct diags *diags)
{
    void *ctx = mem_root("holds");
    struct snapshot_files found = {0};
    const struct root *root = NULL;
    bool ok = true;
    if (is_directory(layout->directory)) {
        root = root_open(ctx, layout->directory, diags);
        ok = root && layout_find(ctx, layout, root, &found, diags);
    }
    *any = found.n > 0;
    mem_free(ctx);
    return ok;
}

/* Of migrations in files: one place, but where there are directories by version, or these are wanted. */
static bool choose_for_migrations(void *ctx, const struct generate_options *o, const struct schema_tree *tree,
                                  enum layout_form *form, struct diags *diags)
{
    struct snapshot_layout one, flat;
    bool has_one, has_flat;
    if (!layout_below(ctx, LAYOUT_ONE, o->output, schema_tree_has_several(tree), &one, diags) ||
        !layout_below(ctx, LAYOUT_FLAT, o->output, schema_tree_has_several(tree), &flat, diags) ||
        !holds(&one, &has_one, diags) || !holds(&flat, &has_flat, diags))
        return false;
    bool by_version = o->all_versions || has_flat || schema_tree_has_programs(tree);
    *form = has_one || !by_version ? LAYOUT_ONE : LAYOUT_FLAT;
    return true;
}

static bool is_same(const char *a, const char *b)
{
    struct stat x, y;
    return stat(*a ? a : ".", &x) == 0 && stat(*b ? b : ".", &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The next run, and the tool, would take it for a migration. */
static bool refuse_migration(const struct generate_options *o, const struct schema_tree *tree,
                             const struct snapshot_layout *layout, struct diags *diags)
{
    for (size_t i = 0; layout->form == LAYOUT_ONE && i < tree->n_sets; i++) {
        const char *path = tree->sets[i].migrations.root->path;
        if (!is_same(layout->directory, path))
            continue;
        struct diag *e = diag_error(diags, "-o %s: it would stand among the migrations, as one of them", o->output);
        diag_hint(diags, e, "name a path outside of %s", path);
        return false;
    }
    return true;
}

bool generate_layout(void *ctx, const struct generate_options *options, const struct schema_tree *tree,
                     struct snapshot_layout *layout, struct diags *diags)
{
    enum layout_form form = options->layout;
    bool file = layout_is_file(options->output) && !is_directory(options->output);
    if (form == LAYOUT_AUTO && file)
        form = LAYOUT_ONE;
    else if (form == LAYOUT_AUTO && !tree->layout->has_migrations)
        form = tree->holds_full_schemas ? LAYOUT_NESTED : LAYOUT_FLAT;
    else if (form == LAYOUT_AUTO && !choose_for_migrations(ctx, options, tree, &form, diags))
        return false;
    if (!layout_below(ctx, form, options->output, schema_tree_has_several(tree), layout, diags) ||
        !refuse_migration(options, tree, layout, diags) || !layout_check_directory(layout->directory, diags))
        return false;
    if (layout->form != LAYOUT_ONE || !options->all_versions)
        return true;
    struct diag *e = diag_error(diags, "--all-versions: there is one path for all of them");
    diag_hint(diags, e, "--layout flat has a directory for each version");
    return false;
}
