#include "schema/released.h"

#include <git2.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct search {
    void *ctx;
    git_repository *repository;
    const struct schema_tree *tree;
    const char *below; /* the schema directory as the repository knows it, with a slash behind it; "" for its top */
    int version;
};

char *released_path(void *ctx, git_repository *repository, const char *path)
{
    char real[PATH_MAX], top[PATH_MAX];
    const char *work = git_repository_workdir(repository);
    if (!work || !realpath(path, real) || !realpath(work, top))
        return NULL;
    size_t n = strlen(top);
    if (strncmp(real, top, n) != 0 || (real[n] && real[n] != '/'))
        return NULL;
    return mem_strdup(ctx, real[n] ? real + n + 1 : "");
}

static bool has_deltas(const struct search *s, const git_tree *tree, const char *database)
{
    git_tree_entry *entry = NULL;
    const char *path = mem_printf(s->ctx, "%s%s/delta/%d", s->below, database, s->version);
    bool found = git_tree_entry_bypath(&entry, tree, path) == 0;
    git_tree_entry_free(entry);
    return found;
}

/* A tag of something else than a commit releases nothing. */
static bool tag_has_deltas(const struct search *s, const char *tag)
{
    git_object *object = NULL;
    bool found = false;
    const char *spec = mem_printf(s->ctx, "refs/tags/%s^{tree}", tag);
    if (git_revparse_single(&object, s->repository, spec) == 0) {
        const git_tree *tree = (const git_tree *)object;
        found = has_deltas(s, tree, COMMON_DATABASE);
        for (size_t i = 0; i < s->tree->n_databases && !found; i++)
            found = has_deltas(s, tree, s->tree->databases[i]);
    }
    git_object_free(object);
    return found;
}

static char *first_tag(const struct search *s)
{
    git_strarray tags = {0};
    char *first = NULL;
    if (git_tag_list(&tags, s->repository) != 0)
        return NULL;
    for (size_t i = 0; i < tags.count; i++)
        if ((!first || strcmp(tags.strings[i], first) < 0) && tag_has_deltas(s, tags.strings[i]))
            first = mem_strdup(s->ctx, tags.strings[i]);
    git_strarray_dispose(&tags);
    return first;
}

char *released_by(void *ctx, const struct schema_tree *tree, int version)
{
    struct search s = {.ctx = ctx, .tree = tree, .version = version};
    char *tag = NULL;
    if (git_libgit2_init() < 0)
        return NULL;
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    if (git_repository_open_ext(&s.repository, tree->path, GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0) {
        const char *path = released_path(ctx, s.repository, tree->path);
        s.below = path && *path ? mem_printf(ctx, "%s/", path) : path;
        tag = s.below ? first_tag(&s) : NULL;
    }
    git_repository_free(s.repository);
    git_libgit2_shutdown();
    return tag;
}
