/* The snapshots that stand on a disk. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "layout/layout.h"

struct search {
    void *ctx;
    const struct snapshot_layout *layout;
    const struct root *root;
    struct snapshot_files *found;
    struct diags *diags;
};

/* `below` is the path from the layout's directory. */
static void look_at(struct search *s, const char *path, const char *below)
{
    struct snapshot_identity place;
    if (!layout_match(s->ctx, s->layout->below, below, &place))
        return;
    size_t at = mem_grow(s->ctx, &s->found->items, &s->found->n);
    s->found->items[at] = (struct snapshot_file){place, path};
}

/* With as many directories in between as the layout has. */
static bool visit(struct search *s, const char *path, const char *below, int depth)
{
    struct dir_listing list;
    bool ok = dir_list_if_any(s->ctx, s->root, path, &list, s->diags);
    for (size_t i = 0; ok && i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        const char *at = *path ? path_join(s->ctx, path, entry->name) : entry->name;
        const char *name = *below ? path_join(s->ctx, below, entry->name) : entry->name;
        if (!entry->is_dir && depth == 0)
            look_at(s, at, name);
        else if (entry->is_dir && depth > 0 && entry->name[0] != '.')
            ok = visit(s, at, name, depth - 1);
    }
    return ok;
}

bool layout_find(void *ctx, const struct snapshot_layout *layout, const struct root *root, struct snapshot_files *found,
                 struct diags *diags)
{
    struct search s = {ctx, layout, root, found, diags};
    int depth = 0;
    for (const char *at = layout->below; *at; at++)
        depth += *at == '/';
    return visit(&s, layout->directory, "", depth);
}
