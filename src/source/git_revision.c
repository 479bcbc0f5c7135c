/*
 * A revision alone. Where its snapshots are committed is found in its tree:
 * the directory that was chosen, else full_schemas in the working directory,
 * else the only one below it, else the only one there is.
 */
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "source/git.h"

enum { SHORT_ID = 12 }; /* digits of a commit, as many as no repository has needed yet */

/* Where git keeps the names that people give to revisions. */
static const char *const revision_places[] = {"refs/heads/", "refs/tags/", "refs/remotes/"};

/* The directories of a tree that hold snapshots. */
struct places {
    void *ctx;
    struct lookup *lookup;
    const char **items;
    size_t n;
};

static int see(const char *above, const git_tree_entry *entry, void *payload)
{
    struct places *places = payload;
    const char *name = git_tree_entry_name(entry);
    if (!lookup_count(places->lookup))
        return -1;
    if (git_tree_entry_type(entry) == GIT_OBJECT_TREE)
        return *name == '.'; /* 1: not to be entered */
    const char *directory = layout_directory(places->ctx, mem_printf(places->ctx, "%s%s", above, name));
    for (size_t i = 0; directory && i < places->n; i++)
        if (strcmp(places->items[i], directory) == 0)
            return 0;
    if (directory) {
        size_t at = mem_grow(places->ctx, &places->items, &places->n);
        places->items[at] = directory;
    }
    return 0;
}

static bool is_below(const char *path, const char *directory)
{
    size_t n = strlen(directory);
    return n == 0 || (strncmp(path, directory, n) == 0 && (path[n] == '/' || path[n] == '\0'));
}

static bool refuse_many(struct lookup *l, const struct places *places)
{
    struct text t;
    struct diag *e = lookup_refuse(l, "snapshots stand in several directories of the revision");
    text_open(&t);
    for (size_t i = 0; i < places->n; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", places->items[i][0] ? places->items[i] : ".");
    diag_hint(l->diags, e, "choose one as %s:DIR: %s", l->rev, text_close(&t, l->diags->ctx));
    return false;
}

static bool refuse_none(struct lookup *l)
{
    struct diag *e = lookup_refuse(l, "the revision has no snapshots");
    diag_hint(l->diags, e,
              "looked for " LAYOUT_LOOKED_FOR " in all its directories; --output says where a fixed path is");
    return false;
}

/* Sets l->path. */
static bool choose(struct lookup *l, const struct places *places)
{
    const char *here = lookup_inside(l, "."), *usual = lookup_inside(l, LAYOUT_USUAL_OUTPUT);
    size_t n_below = 0;
    for (size_t i = 0; i < places->n; i++) {
        const char *place = places->items[i];
        if (usual && strcmp(place, usual) == 0) {
            l->path = place;
            return true;
        }
        if (here && is_below(place, here) && n_below++ == 0)
            l->path = place;
    }
    if (places->n == 1)
        l->path = places->items[0];
    else if (n_below != 1)
        return places->n ? refuse_many(l, places) : refuse_none(l);
    return true;
}

static bool find_path(struct lookup *l, git_tree *tree, const char *chosen)
{
    struct places places = {.ctx = l->ctx, .lookup = l};
    size_t before = l->diags->n;
    if (chosen) {
        l->path = lookup_inside(l, chosen);
        return l->path || !lookup_refuse(l, mem_printf(l->ctx, "%s is outside the repository", chosen));
    }
    if (git_tree_walk(tree, GIT_TREEWALK_PRE, see, &places) < 0)
        return l->diags->n > before ? false : lookup_fail(l, "a directory of it cannot be read");
    return choose(l, &places);
}

static bool refuse_word(struct lookup *l)
{
    const char *where = l->repository
                            ? mem_printf(l->ctx, "nor a revision of the repository %s", lookup_repository_name(l))
                            : "and no git repository is around the working directory";
    struct diag *e = diag_error(l->diags, "%s: no such file or directory, %s", l->rev, where);
    diag_hint(l->diags, e, SOURCE_HINT);
    return false;
}

/* Opens the repository around, and the tree of l->rev, which has to be freed. Any word may come here. */
static bool open_revision(struct lookup *l, git_tree **tree)
{
    git_object *object = NULL;
    if (!lookup_repository_here(l) || lookup_parse(&object, l->repository, l->rev) != 0)
        return refuse_word(l);
    git_object_free(object);
    return lookup_tree(l, tree);
}

bool read_revision(void *ctx, const char *rev, const struct source_options *options, struct source *source,
                   struct diags *diags)
{
    struct lookup l = {.ctx = ctx, .spec = rev, .rev = rev, .diags = diags};
    git_tree *tree = NULL;
    if (!lookup_begin(&l))
        return false;
    bool ok = open_revision(&l, &tree) && find_path(&l, tree, options->snapshots);
    if (ok) {
        l.spec = source->spec = mem_printf(ctx, "%s:%s", rev, l.path);
        ok = lookup_read(&l, tree, options, source);
    }
    git_tree_free(tree);
    lookup_end(&l);
    return ok;
}

char *revision_directory(void *ctx, const char *rev, const struct source_options *options, struct diags *diags)
{
    struct lookup l = {.ctx = ctx, .spec = rev, .rev = rev, .diags = diags};
    git_tree *tree = NULL;
    char *path = NULL;
    if (!lookup_begin(&l))
        return NULL;
    if (open_revision(&l, &tree) && find_path(&l, tree, options->snapshots)) {
        const char *top = git_repository_workdir(l.repository);
        path = top ? mem_printf(ctx, "%s%s", top, l.path) : NULL; /* `top` ends in a slash */
        if (!top)
            lookup_refuse(&l, "the repository is bare: there is no working tree to compare the revision with");
    }
    git_tree_free(tree);
    lookup_end(&l);
    return path;
}

/* One side of A...B. What it was probably meant to be is a branch or a tag. */
static void refuse_side(struct lookup *l, const char *side)
{
    git_reference_iterator *references = NULL;
    const char **names = NULL, *full = NULL;
    size_t n = 0;
    struct diag *e =
        lookup_refuse(l, mem_printf(l->ctx, "%s is no revision of the repository %s", side, lookup_repository_name(l)));
    if (git_reference_iterator_new(&references, l->repository) == 0)
        while (git_reference_next_name(&full, references) == 0)
            for (size_t k = 0; k < sizeof revision_places / sizeof *revision_places; k++)
                if (strncmp(full, revision_places[k], strlen(revision_places[k])) == 0) {
                    size_t at = mem_grow(l->ctx, &names, &n);
                    names[at] = mem_strdup(l->ctx, full + strlen(revision_places[k]));
                }
    git_reference_iterator_free(references);
    size_t end = mem_grow(l->ctx, &names, &n);
    names[end] = NULL;
    const char *meant = nearest_word(side, names);
    if (meant)
        diag_hint(l->diags, e, "did you mean %s?", meant);
    else
        diag_hint(l->diags, e, "it has to be a branch, a tag or a commit");
}

char *revision_fork(void *ctx, const char *one, const char *two, struct diags *diags)
{
    struct lookup l = {.ctx = ctx, .spec = mem_printf(ctx, "%s...%s", one, two), .diags = diags};
    git_object *ends[2] = {NULL, NULL};
    git_oid base;
    char *name = NULL;
    if (!lookup_begin(&l))
        return NULL;
    if (!lookup_repository_here(&l))
        lookup_refuse(&l, "no git repository is around the working directory");
    else if (lookup_parse(&ends[0], l.repository, one) != 0)
        refuse_side(&l, one);
    else if (lookup_parse(&ends[1], l.repository, two) != 0)
        refuse_side(&l, two);
    else if (git_merge_base(&base, l.repository, git_object_id(ends[0]), git_object_id(ends[1])) != 0)
        lookup_fail(&l, "the revisions have no commit in common");
    else
        name = mem_strndup(ctx, git_oid_tostr_s(&base), SHORT_ID);
    for (size_t i = 0; i < 2; i++)
        git_object_free(ends[i]);
    lookup_end(&l);
    return name;
}
