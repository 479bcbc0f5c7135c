#include "schema/released_edits.h"

#include <git2.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/released.h"

enum { MOST_COMMITS = 10000, SHORT_ID = 12 };

struct search {
    void *ctx;
    git_repository *repository;
    const struct released_request *request;
    git_tree *tag_tree, *version_tree; /* NULL: none says so */
    const char *tag, *commit;          /* what these are of, in words */
};

/* The tree of a commit; NULL where it has none. */
static git_tree *tree_of(git_repository *repository, const git_oid *id)
{
    git_commit *commit = NULL;
    git_tree *tree = NULL;
    if (git_commit_lookup(&commit, repository, id) == 0 && git_commit_tree(&tree, commit) != 0)
        tree = NULL;
    git_commit_free(commit);
    return tree;
}

static bool head_id(git_repository *repository, git_oid *id)
{
    return git_reference_name_to_id(id, repository, "HEAD") == 0;
}

/* A tag of a commit, and when that was made. */
struct tag {
    const char *name;
    git_oid id;
    git_time_t time;
};

static int newest_first(const void *a, const void *b)
{
    const struct tag *x = a, *y = b;
    return x->time != y->time ? (x->time < y->time) - (x->time > y->time) : strcmp(x->name, y->name);
}

/* The tags of commits, the newest first. */
static struct tag *tags_of(void *ctx, git_repository *repository, size_t *n)
{
    git_strarray names = {0};
    *n = 0;
    if (git_tag_list(&names, repository) != 0)
        return NULL;
    struct tag *tags = mem_array(ctx, struct tag, names.count + 1);
    for (size_t i = 0; i < names.count; i++) {
        git_object *object = NULL;
        const char *spec = mem_printf(ctx, "refs/tags/%s^{commit}", names.strings[i]);
        if (git_revparse_single(&object, repository, spec) == 0)
            tags[(*n)++] = (struct tag){mem_strdup(ctx, names.strings[i]), *git_object_id(object),
                                        git_commit_time((const git_commit *)object)};
        git_object_free(object);
    }
    git_strarray_dispose(&names);
    if (*n)
        qsort(tags, *n, sizeof(*tags), newest_first);
    return tags;
}

static bool has_path(const git_tree *tree, const char *path)
{
    git_tree_entry *entry = NULL;
    bool has = !*path || git_tree_entry_bypath(&entry, tree, path) == 0;
    git_tree_entry_free(entry);
    return has;
}

/* The newest tag that HEAD comes after and that has the schema directory: what it lacks has not been released. */
static void find_tag(struct search *s, const char *directory)
{
    size_t n;
    git_oid head;
    const struct tag *tags = tags_of(s->ctx, s->repository, &n);
    for (size_t i = 0; i < n && !s->tag_tree && head_id(s->repository, &head); i++) {
        if (!git_oid_equal(&tags[i].id, &head) && git_graph_descendant_of(s->repository, &head, &tags[i].id) != 1)
            continue;
        git_tree *tree = tree_of(s->repository, &tags[i].id);
        if (!tree || !has_path(tree, directory)) {
            git_tree_free(tree);
            continue;
        }
        s->tag_tree = tree;
        s->tag = mem_printf(s->ctx, "tag %s", tags[i].name);
    }
}

/* Whether the settings in that tree call so many versions released, in a line of their own. */
static bool says_released(const struct search *s, const git_tree *tree, const char *settings)
{
    git_tree_entry *entry = NULL;
    git_blob *blob = NULL;
    bool says = false;
    if (git_tree_entry_bypath(&entry, tree, settings) == 0 &&
        git_blob_lookup(&blob, s->repository, git_tree_entry_id(entry)) == 0) {
        char *rest = mem_strndup(s->ctx, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
        for (char *line; (line = strsep(&rest, "\n"));) {
            int version = -1;
            says |= (sscanf(line, " released = %d", &version) == 1 ||
                     sscanf(line, " check.released = %d", &version) == 1) &&
                    version == s->request->version;
        }
    }
    git_blob_free(blob);
    git_tree_entry_free(entry);
    return says;
}

/* From HEAD back along first parents, for as long as the settings say the same: the last such commit, else HEAD. */
static void find_commit(struct search *s, const char *settings)
{
    git_oid id, found;
    if (s->request->version < 0 || !head_id(s->repository, &id))
        return;
    found = id;
    bool says = settings != NULL, said = false;
    for (size_t i = 0; says && i < MOST_COMMITS; i++) {
        git_commit *commit = NULL;
        git_tree *tree = tree_of(s->repository, &id);
        says = tree && says_released(s, tree, settings);
        said |= says;
        found = says ? id : found;
        git_tree_free(tree);
        if (!says || git_commit_lookup(&commit, s->repository, &id) != 0)
            break;
        says = git_commit_parentcount(commit) > 0;
        if (says)
            id = *git_commit_parent_id(commit, 0);
        git_commit_free(commit);
    }
    char hex[GIT_OID_HEXSZ + 1];
    git_oid_tostr(hex, sizeof(hex), &found);
    s->version_tree = tree_of(s->repository, &found);
    s->commit = said ? mem_printf(s->ctx, "commit %.*s, in which %s says released = %d", SHORT_ID, hex, settings,
                                  s->request->version)
                     : mem_printf(s->ctx, "commit %.*s", SHORT_ID, hex);
}

/* Whether that tree has the file with another text. Line ends are compared as git would store them. */
static bool differs(const struct search *s, const git_tree *tree, const char *path, const char *file)
{
    git_tree_entry *entry = NULL;
    git_oid id;
    bool other = tree && git_tree_entry_bypath(&entry, tree, path) == 0 &&
                 git_repository_hashfile(&id, s->repository, file, GIT_OBJECT_BLOB, path) == 0 &&
                 !git_oid_equal(&id, git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    return other;
}

static bool is_listed(const struct released_edits *edits, const struct step *step)
{
    for (size_t i = 0; i < edits->n; i++)
        if (strcmp(edits->items[i].step->path, step->path) == 0)
            return true;
    return false;
}

static void look_at(struct search *s, size_t plan, const struct step *step, struct released_edits *edits)
{
    char file[PATH_MAX];
    const char *path = released_path(s->ctx, s->repository, step->path), *by = NULL;
    if (!path || !realpath(step->path, file) || is_listed(edits, step))
        return;
    if (differs(s, s->tag_tree, path, file))
        by = s->tag;
    else if (step->version <= s->request->version && differs(s, s->version_tree, path, file))
        by = s->commit;
    if (!by)
        return;
    size_t at = mem_grow(s->ctx, &edits->items, &edits->n);
    edits->items[at] = (struct released_edit){plan, step, by};
}

/* What to compare with; false where nothing says that anything is released. */
static bool find_released(struct search *s)
{
    const struct released_request *request = s->request;
    if (git_repository_open_ext(&s->repository, request->schema, GIT_REPOSITORY_OPEN_CROSS_FS, NULL) != 0)
        return false;
    const char *directory = released_path(s->ctx, s->repository, request->schema);
    if (!directory)
        return false;
    find_tag(s, directory);
    find_commit(s, request->settings ? released_path(s->ctx, s->repository, request->settings) : NULL);
    return s->tag_tree || s->version_tree;
}

struct released_edits released_edits_find(void *ctx, const struct released_request *request,
                                          const struct plan *const *plans, size_t n_plans)
{
    struct search s = {.ctx = ctx, .request = request};
    struct released_edits edits = {0};
    if (git_libgit2_init() < 0)
        return edits;
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    bool any = find_released(&s);
    for (size_t i = 0; any && i < n_plans; i++)
        for (size_t k = 0; plans[i] && k < plans[i]->n_steps; k++)
            if (plans[i]->steps[k].kind == STEP_DELTA)
                look_at(&s, i, &plans[i]->steps[k], &edits);
    git_tree_free(s.tag_tree);
    git_tree_free(s.version_tree);
    git_repository_free(s.repository);
    git_libgit2_shutdown();
    return edits;
}
