#include "source/export.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/write.h"
#include "source/git.h"

/* Links that lead to links; a path that no system call would take. */
enum { MOST_LINKS = 16, LONGEST_PATH = 4096 };

/* Of what is written out, to which each file adds what makes 32,768 of them as much as is written. */
enum { MOST_BYTES = 512 << 20, FILE_BYTES = 16 << 10 };

struct export
{
    struct lookup *l;
    git_tree *top;
    const char *to;
};

char *export_inside(void *ctx, const char *path, struct diags *diags)
{
    struct lookup l = {.ctx = ctx, .spec = path, .diags = diags};
    char *inside = NULL;
    if (!lookup_begin(&l))
        return NULL;
    if (!lookup_repository_here(&l))
        lookup_refuse(&l, "no git repository is around the working directory");
    else if (!(inside = lookup_inside(&l, path)))
        lookup_refuse(&l, mem_printf(ctx, "outside the repository %s", lookup_repository_name(&l)));
    lookup_end(&l);
    return inside;
}

static const char *shown(const struct export *x, const char *path)
{
    return mem_printf(x->l->ctx, "%s:%s", x->l->rev, path);
}

static bool refuse(const struct export *x, const char *path, const char *what)
{
    diag_error(x->l->diags, "%s: %s", shown(x, path), what);
    return false;
}

/* A tree that somebody made by hand may hold an entry "..". */
static bool leads_below(const struct export *x, const char *path)
{
    const char *clean = lookup_cleaned(x->l->ctx, path);
    return clean && strcmp(clean, path) == 0;
}

static bool write_blob(const struct export *x, const git_oid *id, const char *path)
{
    git_blob *blob = NULL;
    const char *full = path_join(x->l->ctx, x->to, path);
    if (!leads_below(x, path))
        return refuse(x, path, "no path of a file");
    if (is_there(full))
        return true;
    if (git_blob_lookup(&blob, x->l->repository, id) != 0)
        return lookup_fail(x->l, mem_printf(x->l->ctx, "%s cannot be read", path));
    x->l->n_bytes += (size_t)git_blob_rawsize(blob) + FILE_BYTES;
    if (x->l->n_bytes > MOST_BYTES) {
        git_blob_free(blob);
        lookup_refuse(x->l, "its files are more than 32,768 or 512 MiB");
        return false;
    }
    bool ok = file_create_bytes(x->to, full, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), x->l->diags);
    git_blob_free(blob);
    return ok;
}

static bool write_entry(const struct export *x, const git_tree_entry *entry, const char *path, int links);

static bool write_tree(const struct export *x, const git_oid *id, const char *path, int links)
{
    git_tree *tree = NULL;
    if (git_tree_lookup(&tree, x->l->repository, id) != 0)
        return lookup_fail(x->l, mem_printf(x->l->ctx, "%s cannot be read", path));
    bool ok = strlen(path) <= LONGEST_PATH || refuse(x, "", "a path of it is longer than any may be");
    for (size_t i = 0; ok && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        const char *name = git_tree_entry_name(entry);
        ok = lookup_count(x->l) &&
             write_entry(x, entry, *path ? path_join(x->l->ctx, path, name) : mem_strdup(x->l->ctx, name), links);
    }
    git_tree_free(tree);
    return ok;
}

/* The path that a link leads to, from the repository's top; NULL outside of it. */
static char *target_of(const struct export *x, const git_tree_entry *entry, const char *path)
{
    git_blob *blob = NULL;
    if (git_blob_lookup(&blob, x->l->repository, git_tree_entry_id(entry)) != 0)
        return NULL;
    const char *slash = strrchr(path, '/');
    const char *target = mem_strndup(x->l->ctx, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
    git_blob_free(blob);
    if (*target == '/')
        return NULL;
    return lookup_cleaned(x->l->ctx, mem_printf(x->l->ctx, "%.*s/%s", slash ? (int)(slash - path) : 0, path, target));
}

static bool write_link(const struct export *x, const git_tree_entry *link, const char *path, int links)
{
    git_tree_entry *entry = NULL;
    const char *target = links < MOST_LINKS ? target_of(x, link, path) : NULL;
    if (!target || git_tree_entry_bypath(&entry, x->top, target) != 0)
        return refuse(x, path, "a symbolic link that leads to nothing in the revision");
    bool ok = write_entry(x, entry, path, links + 1);
    git_tree_entry_free(entry);
    return ok;
}

static bool write_entry(const struct export *x, const git_tree_entry *entry, const char *path, int links)
{
    switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_TREE:
        return write_tree(x, git_tree_entry_id(entry), path, links);
    case GIT_FILEMODE_LINK:
        return write_link(x, entry, path, links);
    case GIT_FILEMODE_COMMIT:
        return refuse(x, path, "a submodule, whose files the repository does not have");
    default:
        return write_blob(x, git_tree_entry_id(entry), path);
    }
}

static bool write_path(const struct export *x, const char *named)
{
    git_tree_entry *entry = NULL;
    const char *path = lookup_cleaned(x->l->ctx, named);
    if (!path)
        return refuse(x, named, "outside the repository");
    if (!*path)
        return write_tree(x, git_tree_id(x->top), "", 0);
    if (git_tree_entry_bypath(&entry, x->top, path) != 0)
        return refuse(x, path, "the revision has no such file or directory");
    bool ok = write_entry(x, entry, path, 0);
    git_tree_entry_free(entry);
    return ok;
}

static int see_python(const char *above, const git_tree_entry *entry, void *payload)
{
    const struct export *x = payload;
    const char *name = git_tree_entry_name(entry);
    size_t n = strlen(name);
    git_filemode_t mode = git_tree_entry_filemode(entry);
    if (!lookup_count(x->l) ||
        (strlen(above) > LONGEST_PATH && !refuse(x, "", "a path of it is longer than any may be")))
        return -1;
    bool file = mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
    if (!file || n < 3 || strcmp(name + n - 3, ".py") != 0)
        return 0;
    return write_blob(x, git_tree_entry_id(entry), mem_printf(x->l->ctx, "%s%s", above, name)) ? 0 : -1;
}

bool export_revision(void *ctx, const char *rev, const char *to, const struct export_request *request,
                     struct diags *diags)
{
    struct lookup l = {.ctx = ctx, .spec = rev, .rev = rev, .diags = diags};
    struct export x = {&l, NULL, to};
    if (!lookup_begin(&l))
        return false;
    bool ok = lookup_repository_here(&l);
    if (!ok)
        lookup_refuse(&l, "no git repository is around the working directory");
    ok = ok && lookup_tree(&l, &x.top);
    for (const char *const *path = request->paths; ok && *path; path++)
        ok = write_path(&x, *path);
    if (ok && request->python)
        ok = git_tree_walk(x.top, GIT_TREEWALK_PRE, see_python, &x) == 0;
    git_tree_free(x.top);
    lookup_end(&l);
    return ok;
}

bool export_is_same(void *ctx, const char *one, const char *other)
{
    struct diags ignored;
    diags_init(&ignored, ctx);
    struct lookup l = {.ctx = ctx, .spec = one, .diags = &ignored};
    const char *names[2] = {one, other};
    git_oid ids[2];
    if (!lookup_begin(&l))
        return false;
    bool ok = lookup_repository_here(&l);
    for (size_t i = 0; ok && i < 2; i++) {
        git_object *object = NULL, *commit = NULL;
        ok = lookup_parse(&object, l.repository, names[i]) == 0 &&
             git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;
        if (ok)
            ids[i] = *git_object_id(commit);
        git_object_free(commit);
        git_object_free(object);
    }
    lookup_end(&l);
    return ok && git_oid_equal(&ids[0], &ids[1]);
}
