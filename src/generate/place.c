/* Which layout the snapshots of a schema directory have, where nobody chose one. */
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
    if (!layout_below(ctx, LAYOUT_ONE, o->output, tree->layout->has_common, &one, diags) ||
        !layout_below(ctx, LAYOUT_FLAT, o->output, tree->layout->has_common, &flat, diags) ||
        !holds(&one, &has_one, diags) || !holds(&flat, &has_flat, diags))
        return false;
    bool by_version = o->all_versions || has_flat || tree->migrations.programs;
    *form = has_one || !by_version ? LAYOUT_ONE : LAYOUT_FLAT;
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
    if (!layout_below(ctx, form, options->output, tree->layout->has_common, layout, diags))
        return false;
    if (layout->form != LAYOUT_ONE || !options->all_versions)
        return true;
    struct diag *e = diag_error(diags, "--all-versions: there is one path for all of them");
    diag_hint(diags, e, "--layout flat has a directory for each version");
    return false;
}
