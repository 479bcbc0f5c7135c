/* The snapshots that stand on a disk. */
#include <string.h>
#include <sys/stat.h>

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

bool layout_check_directory(const char *directory, struct diags *diags)
{
    struct stat st;
    char *path = mem_strdup(NULL, directory);
    size_t n = strlen(path);
    while (n > 0 && stat(path, &st) != 0) {
        while (n > 0 && path[n - 1] != '/')
            n--;
        while (n > 1 && path[n - 1] == '/')
            n--;
        path[n] = '\0';
    }
    bool ok = n == 0 || S_ISDIR(st.st_mode);
    if (!ok) {
        struct diag *e = diag_error(diags, "--output: %s is %s, and snapshots are in a directory", path,
                                    S_ISREG(st.st_mode) ? "a file" : "no directory");
        diag_hint(diags, e, "name a directory, or a file by a name that ends in .sql: db/schema.sql");
    }
    mem_free(path);
    return ok;
}
