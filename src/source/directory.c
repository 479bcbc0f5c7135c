/* The snapshots of a directory, or those that a path with {engine} and {database} names. */
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "source/private.h"

struct walk {
    void *ctx;
    const struct root *root;
    struct candidates found;
    struct diags *diags;
};

/* `place` is the real path of what people call `path`. Hidden directories hold no snapshots. */
static bool visit(struct walk *w, const char *place, const char *path, int depth)
{
    struct dir_listing list;
    if (!dir_list(w->ctx, w->root, path, &list, w->diags))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        const char *below = path_join(w->ctx, path, entry->name), *at = path_join(w->ctx, place, entry->name);
        if (!entry->is_dir)
            candidates_add(w->ctx, &w->found, at, below, depth == 0, NULL);
        else if (depth < LAYOUT_DEPTH && entry->name[0] != '.')
            ok = visit(w, at, below, depth + 1);
    }
    return ok;
}

static bool read_one(void *ctx, const struct root *root, const struct candidate *c, struct source *source,
                     struct diags *diags)
{
    char *text = file_read_text(ctx, root, c->path, diags);
    if (!text || !snapshot_accept(text, strlen(text), c->path, diags))
        return false;
    size_t at = mem_grow(ctx, &source->items, &source->n);
    source->items[at] = (struct source_snapshot){c->database, c->version, c->engine, c->path, text, SOURCE_FILE};
    return true;
}

bool read_directory(void *ctx, const char *path, const struct source_options *options, struct source *source,
                    struct diags *diags)
{
    struct walk w = {.ctx = ctx, .root = root_open(ctx, path, diags), .diags = diags};
    if (!w.root)
        return false;
    char *real = realpath(path, NULL);
    bool ok = visit(&w, real ? real : path, path, 0);
    source->none = ok && !candidates_have(&w.found, options->version);
    ok = ok && candidates_choose(&w.found, options->version, path, diags);
    for (size_t i = 0; ok && i < w.found.n; i++)
        ok = read_one(ctx, w.root, &w.found.items[i], source, diags);
    free(real);
    return ok;
}

bool read_pattern(void *ctx, const char *pattern, const struct source_options *options, struct source *source,
                  struct diags *diags)
{
    struct snapshot_layout layout;
    struct snapshot_files files = {0};
    struct candidates found = {0};
    if (!layout_below(ctx, LAYOUT_ONE, pattern, true, &layout, diags))
        return false;
    source->none = *layout.directory && !is_directory(layout.directory);
    const struct root *root = root_open(ctx, layout.directory, diags);
    if (!root || !layout_find(ctx, &layout, root, &files, diags))
        return false;
    for (size_t i = 0; i < files.n; i++)
        candidates_put(ctx, &found, &files.items[i].place, files.items[i].path, NULL);
    source->none = !candidates_have(&found, options->version);
    bool ok = candidates_choose(&found, options->version, pattern, diags);
    for (size_t i = 0; ok && i < found.n; i++)
        ok = read_one(ctx, root, &found.items[i], source, diags);
    return ok;
}

char *source_earlier(void *ctx, const struct source_snapshot *snapshot)
{
    struct diags unsaid;
    struct walk w = {.ctx = ctx, .diags = &unsaid};
    const char *directory = layout_directory(ctx, snapshot->path);
    const struct candidate *best = NULL;
    diags_init(&unsaid, ctx);
    const char *path = directory && !*directory ? "." : directory;
    w.root = path ? root_open(ctx, path, &unsaid) : NULL;
    if (!w.root || !visit(&w, directory, path, 0))
        return NULL;
    for (size_t i = 0; i < w.found.n; i++) {
        const struct candidate *c = &w.found.items[i];
        bool earlier = c->engine == snapshot->engine && strcmp(c->database, snapshot->database) == 0 &&
                       c->version >= 0 && c->version < snapshot->version;
        if (earlier && (!best || c->version > best->version))
            best = c;
    }
    return best ? mem_strdup(ctx, best->path) : NULL;
}
