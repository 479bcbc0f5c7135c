/* REV:PATH, read from a repository's objects: a snapshot, or a directory of them. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "source/git.h"

/* What a blob holds. Belongs to the lookup's ctx. */
static char *blob_text(struct lookup *l, const git_oid *id, const char *path)
{
    git_blob *blob = NULL;
    if (git_blob_lookup(&blob, l->repository, id) != 0) {
        lookup_fail(l, mem_printf(l->ctx, "%s cannot be read", path));
        return NULL;
    }
    size_t size = (size_t)git_blob_rawsize(blob);
    char *text = mem_strndup(l->ctx, "", 0);
    if (size) {
        text = mem_array(l->ctx, char, size + 1);
        memcpy(text, git_blob_rawcontent(blob), size);
    }
    git_blob_free(blob);
    return snapshot_accept(text, size, path, l->diags);
}

static bool read_file(struct lookup *l, const git_tree_entry *entry, const struct source_options *options,
                      struct source *source)
{
    struct candidates place = {0};
    enum engine engine;
    char *text = blob_text(l, git_tree_entry_id(entry), l->spec);
    if (!text || !engine_of_file(l->spec, text, options, &engine, l->diags))
        return false;
    candidates_add(l->ctx, &place, l->path, l->spec, true, NULL);
    source->single = true;
    size_t at = mem_grow(l->ctx, &source->items, &source->n);
    source->items[at] = (struct source_snapshot){"", -1, engine, source->spec, text, SOURCE_GIT};
    if (place.n) {
        source->items[at].database = place.items[0].database;
        source->items[at].version = place.items[0].version;
    }
    return true;
}

/* By its place; or, where a pattern was named, by that alone. */
static void add_file(struct lookup *l, const char *path, bool named, const git_tree_entry *entry,
                     struct candidates *found)
{
    git_oid *copy = mem_new(l->ctx, git_oid);
    const char *shown = mem_printf(l->ctx, "%s:%s", l->rev, path);
    struct snapshot_identity place;
    *copy = *git_tree_entry_id(entry);
    if (!layout_is_pattern(l->path))
        candidates_add(l->ctx, found, path, shown, named, copy);
    else if (layout_match(l->ctx, l->path, path, &place))
        candidates_put(l->ctx, found, &place, shown, copy);
}

/* Repositories with a few hundred thousand files are known. */
enum { MOST_PATHS = 1000000 };

bool lookup_count(struct lookup *l)
{
    if (l->n_seen++ < MOST_PATHS)
        return true;
    lookup_refuse(l, mem_printf(l->ctx, "more than %d files and directories", MOST_PATHS));
    return false;
}

/* Adds what the tree at `path` (of the repository) holds, as deep as snapshots stand. */
static bool visit(struct lookup *l, const git_oid *id, const char *path, int depth, struct candidates *found)
{
    git_tree *tree = NULL;
    bool ok = git_tree_lookup(&tree, l->repository, id) == 0 || lookup_fail(l, "a directory of it cannot be read");
    for (size_t i = 0; ok && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        const char *name = git_tree_entry_name(entry);
        if (!lookup_count(l)) {
            ok = false;
            break;
        }
        const char *below = mem_printf(l->ctx, "%s%s%s", path, *path ? "/" : "", name);
        git_object_t type = git_tree_entry_type(entry);
        if (type == GIT_OBJECT_TREE && depth < LAYOUT_DEPTH && *name != '.') {
            ok = visit(l, git_tree_entry_id(entry), below, depth + 1, found);
        } else if (type == GIT_OBJECT_BLOB && git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK) {
            add_file(l, below, depth == 0, entry, found);
        }
    }
    git_tree_free(tree);
    return ok;
}

/* `path`: that of the tree in the repository. */
static bool read_tree(struct lookup *l, const git_oid *id, const char *path, const struct source_options *options,
                      struct source *source)
{
    struct candidates found = {0};
    if (!visit(l, id, path, 0, &found) || !candidates_choose(&found, options->version, l->spec, l->diags))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        const struct candidate *c = &found.items[i];
        char *text = blob_text(l, c->handle, c->path);
        if (!text)
            return false;
        size_t at = mem_grow(l->ctx, &source->items, &source->n);
        source->items[at] = (struct source_snapshot){c->database, c->version, c->engine, c->path, text, SOURCE_GIT};
    }
    return true;
}

static bool read_entry(struct lookup *l, const git_tree_entry *entry, const char *path,
                       const struct source_options *options, struct source *source)
{
    git_filemode_t mode = git_tree_entry_filemode(entry);
    if (mode == GIT_FILEMODE_TREE)
        return read_tree(l, git_tree_entry_id(entry), path, options, source);
    if (mode == GIT_FILEMODE_COMMIT) {
        diag_hint(l->diags, lookup_refuse(l, "the path is a submodule"),
                  "name a revision and a path in its own repository");
        return false;
    }
    if (mode == GIT_FILEMODE_LINK) {
        diag_hint(l->diags, lookup_refuse(l, "the path is a symbolic link"), "name what it points to");
        return false;
    }
    return read_file(l, entry, options, source);
}

/* The first part of the path that is not there says most. */
static bool refuse_path(struct lookup *l, const git_tree *tree, const char *path)
{
    char *part = mem_strdup(l->ctx, path);
    git_tree_entry *entry = NULL;
    for (char *slash = strchr(part, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (git_tree_entry_bypath(&entry, tree, part) != 0)
            break;
        bool submodule = git_tree_entry_filemode(entry) == GIT_FILEMODE_COMMIT;
        git_tree_entry_free(entry);
        if (submodule) {
            struct diag *e = lookup_refuse(l, mem_printf(l->ctx, "%s is a submodule", part));
            diag_hint(l->diags, e, "name a revision and a path in its own repository");
            return false;
        }
        *slash = '/';
    }
    lookup_refuse(
        l, mem_printf(l->ctx, "no %s in revision %s of the repository %s", part, l->rev, lookup_repository_name(l)));
    return false;
}

bool lookup_read(struct lookup *l, git_tree *tree, const struct source_options *options, struct source *source)
{
    git_tree_entry *entry = NULL;
    struct snapshot_layout layout = {.directory = l->path};
    if (layout_is_pattern(l->path) && !layout_below(l->ctx, LAYOUT_ONE, l->path, true, &layout, l->diags))
        return false;
    if (!*layout.directory)
        return read_tree(l, git_tree_id(tree), "", options, source);
    if (git_tree_entry_bypath(&entry, tree, layout.directory) != 0)
        return refuse_path(l, tree, layout.directory);
    bool ok = read_entry(l, entry, layout.directory, options, source);
    git_tree_entry_free(entry);
    return ok;
}

/* The colon that ends REV: one in braces is part of it, as in HEAD^{/fix: names}:PATH. */
static const char *colon_of(const char *spec)
{
    int depth = 0;
    for (const char *p = spec; *p; p++) {
        depth += (*p == '{') - (*p == '}');
        if (*p == ':' && depth <= 0)
            return p;
    }
    return NULL;
}

bool read_git(void *ctx, const char *spec, const struct source_options *options, struct source *source,
              struct diags *diags)
{
    struct lookup l = {.ctx = ctx, .spec = spec, .diags = diags};
    const char *colon = colon_of(spec);
    git_tree *tree = NULL;
    if (!colon || colon == spec) {
        lookup_refuse(&l, colon ? "no revision before the colon" : "no such file or directory");
        return false;
    }
    l.rev = mem_strndup(ctx, spec, (size_t)(colon - spec));
    if (!lookup_begin(&l))
        return false;
    bool ok = lookup_repository(&l, colon + 1) && lookup_tree(&l, &tree) && lookup_read(&l, tree, options, source);
    git_tree_free(tree);
    lookup_end(&l);
    return ok;
}
