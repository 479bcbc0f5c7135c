/*
 * REV:PATH, read from a repository's objects.
 *
 * PATH is the repository's own, from its top, or begins with ./ or ../ and is
 * the working directory's, as for git show. Where the working directory is in
 * no repository, PATH itself is looked at: /srv/app.git/full_schemas.
 *
 * A repository of another user is read as well, which git refuses: git would
 * run what its configuration names (hooks, filters, monitors). Reading
 * objects through the library runs nothing.
 */
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "source/private.h"

struct lookup {
    void *ctx;
    const char *spec, *rev;
    const char *path; /* in the repository, without slashes around; "" for its top */
    git_repository *repository;
    struct diags *diags;
};

static struct diag *refuse(struct lookup *l, const char *what)
{
    struct diag *e = diag_error(l->diags, "%s: %s", l->spec, what);
    return e;
}

/* The working tree's directory as a person knows it, else the repository's own. */
static const char *repository_name(const struct lookup *l)
{
    const char *tree = git_repository_workdir(l->repository);
    return tree ? tree : git_repository_path(l->repository);
}

static const char *git_message(void)
{
    const git_error *error = git_error_last();
    return error && error->message ? error->message : "no reason given";
}

static bool fail(struct lookup *l, const char *what)
{
    diag_detail(l->diags, refuse(l, what), git_message());
    return false;
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

/* Takes "", "." and ".." out of a path; NULL where it leads out of the repository. */
static char *cleaned(void *ctx, const char *path)
{
    char *result = mem_strdup(ctx, "");
    while (*path) {
        size_t n = strcspn(path, "/");
        bool up = n == 2 && strncmp(path, "..", 2) == 0;
        char *slash = strrchr(result, '/');
        if (up && !*result)
            return NULL;
        if (up)
            *(slash ? slash : result) = '\0';
        else if (n > 0 && !(n == 1 && *path == '.'))
            result = mem_printf(ctx, "%s%s%.*s", result, *result ? "/" : "", (int)n, path);
        path += n + (path[n] == '/');
    }
    return result;
}

/* An absolute path as the repository knows it; NULL where it lies elsewhere. */
static char *inside(struct lookup *l, const char *path)
{
    const char *roots[] = {git_repository_workdir(l->repository), git_repository_path(l->repository)};
    for (size_t i = 0; i < 2; i++) {
        size_t n = roots[i] ? strlen(roots[i]) : 0;
        n -= n > 0 && roots[i][n - 1] == '/';
        if (n > 0 && strncmp(path, roots[i], n) == 0 && (path[n] == '/' || path[n] == '\0'))
            return cleaned(l->ctx, path + n);
    }
    return NULL;
}

/* The path with the links of the directories that there are followed: how the library names its roots. */
static char *absolute(void *ctx, const char *path)
{
    char *cwd = getcwd(NULL, 0);
    char *whole = *path == '/' || !cwd ? mem_strdup(ctx, path) : mem_printf(ctx, "%s/%s", cwd, path);
    free(cwd);
    char *clean = cleaned(ctx, whole);
    return clean ? mem_printf(ctx, "/%s", clean) : whole;
}

/* The repository around the nearest directory there is. */
static bool open_around(struct lookup *l, const char *path)
{
    char *start = mem_strdup(l->ctx, path);
    while (strrchr(start, '/') != start && access(start, F_OK) != 0)
        *strrchr(start, '/') = '\0';
    return git_repository_open_ext(&l->repository, start, GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0;
}

static bool find_repository(struct lookup *l, const char *path)
{
    char *full = absolute(l->ctx, path);
    bool here = *path != '/' && git_repository_open_ext(&l->repository, ".", GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0;
    bool from_top = here && strncmp(path, "./", 2) != 0 && strncmp(path, "../", 3) != 0 && strcmp(path, ".") != 0 &&
                    strcmp(path, "..") != 0;
    if (!here && !open_around(l, full)) {
        struct diag *e = refuse(l, "no git repository around the working directory, nor around the path");
        diag_hint(l->diags, e, "if this is meant to be a file: there is none of that name");
        return false;
    }
    l->path = from_top ? cleaned(l->ctx, path) : inside(l, full);
    if (l->path)
        return true;
    refuse(l, mem_printf(l->ctx, "the path is outside the repository %s", repository_name(l)));
    return false;
}

static bool find_tree(struct lookup *l, git_tree **tree)
{
    git_object *object = NULL;
    const char *where = repository_name(l);
    if (git_revparse_single(&object, l->repository, l->rev) != 0) {
        struct diag *e = refuse(l, mem_printf(l->ctx, "no revision %s in the repository %s", l->rev, where));
        if (git_repository_is_shallow(l->repository))
            diag_hint(l->diags, e, "the repository is shallow: git fetch --unshallow brings what is older");
        return false;
    }
    int code = git_object_peel((git_object **)tree, object, GIT_OBJECT_TREE);
    git_object_free(object);
    return code == 0 || fail(l, "the revision is no commit");
}

/* What a blob holds. Belongs to the lookup's ctx. */
static char *blob_text(struct lookup *l, const git_oid *id, const char *path)
{
    git_blob *blob = NULL;
    if (git_blob_lookup(&blob, l->repository, id) != 0) {
        fail(l, mem_printf(l->ctx, "%s cannot be read", path));
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
    layout_add(l->ctx, &place, l->path, l->spec, true, NULL);
    source->single = true;
    size_t at = mem_grow(l->ctx, &source->items, &source->n);
    source->items[at] = (struct source_snapshot){"", -1, engine, source->spec, text};
    if (place.n) {
        source->items[at].database = place.items[0].database;
        source->items[at].version = place.items[0].version;
    }
    return true;
}

/* Adds what the tree at `path` (of the repository) holds, as deep as snapshots stand. */
static bool visit(struct lookup *l, const git_oid *id, const char *path, int depth, struct candidates *found)
{
    git_tree *tree = NULL;
    bool ok = git_tree_lookup(&tree, l->repository, id) == 0 || fail(l, "a directory of it cannot be read");
    for (size_t i = 0; ok && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        const char *name = git_tree_entry_name(entry);
        const char *below = mem_printf(l->ctx, "%s%s%s", path, *path ? "/" : "", name);
        git_object_t type = git_tree_entry_type(entry);
        if (type == GIT_OBJECT_TREE && depth < LAYOUT_DEPTH && *name != '.') {
            ok = visit(l, git_tree_entry_id(entry), below, depth + 1, found);
        } else if (type == GIT_OBJECT_BLOB && git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK) {
            git_oid *copy = mem_new(l->ctx, git_oid);
            *copy = *git_tree_entry_id(entry);
            layout_add(l->ctx, found, below, mem_printf(l->ctx, "%s:%s", l->rev, below), depth == 0, copy);
        }
    }
    git_tree_free(tree);
    return ok;
}

static bool read_tree(struct lookup *l, const git_oid *id, const struct source_options *options, struct source *source)
{
    struct candidates found = {0};
    if (!visit(l, id, l->path, 0, &found) || !layout_choose(&found, options->version, l->spec, l->diags))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        const struct candidate *c = &found.items[i];
        char *text = blob_text(l, c->handle, c->path);
        if (!text)
            return false;
        size_t at = mem_grow(l->ctx, &source->items, &source->n);
        source->items[at] = (struct source_snapshot){c->database, c->version, c->engine, c->path, text};
    }
    return true;
}

static bool read_entry(struct lookup *l, const git_tree_entry *entry, const struct source_options *options,
                       struct source *source)
{
    git_filemode_t mode = git_tree_entry_filemode(entry);
    if (mode == GIT_FILEMODE_TREE)
        return read_tree(l, git_tree_entry_id(entry), options, source);
    if (mode == GIT_FILEMODE_COMMIT) {
        diag_hint(l->diags, refuse(l, "the path is a submodule"), "name a revision and a path in its own repository");
        return false;
    }
    if (mode == GIT_FILEMODE_LINK) {
        diag_hint(l->diags, refuse(l, "the path is a symbolic link"), "name what it points to");
        return false;
    }
    return read_file(l, entry, options, source);
}

/* The first part of the path that is not there says most. */
static bool refuse_path(struct lookup *l, const git_tree *tree)
{
    char *part = mem_strdup(l->ctx, l->path);
    git_tree_entry *entry = NULL;
    for (char *slash = strchr(part, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (git_tree_entry_bypath(&entry, tree, part) != 0)
            break;
        bool submodule = git_tree_entry_filemode(entry) == GIT_FILEMODE_COMMIT;
        git_tree_entry_free(entry);
        if (submodule) {
            struct diag *e = refuse(l, mem_printf(l->ctx, "%s is a submodule", part));
            diag_hint(l->diags, e, "name a revision and a path in its own repository");
            return false;
        }
        *slash = '/';
    }
    refuse(l, mem_printf(l->ctx, "no %s in revision %s of the repository %s", part, l->rev, repository_name(l)));
    return false;
}

static bool read_path(struct lookup *l, git_tree *tree, const struct source_options *options, struct source *source)
{
    git_tree_entry *entry = NULL;
    if (!*l->path)
        return read_tree(l, git_tree_id(tree), options, source);
    if (git_tree_entry_bypath(&entry, tree, l->path) != 0)
        return refuse_path(l, tree);
    bool ok = read_entry(l, entry, options, source);
    git_tree_entry_free(entry);
    return ok;
}

bool read_git(void *ctx, const char *spec, const struct source_options *options, struct source *source,
              struct diags *diags)
{
    struct lookup l = {.ctx = ctx, .spec = spec, .diags = diags};
    const char *colon = colon_of(spec);
    git_tree *tree = NULL;
    if (!colon || colon == spec) {
        refuse(&l, colon ? "no revision before the colon" : "no such file or directory");
        return false;
    }
    l.rev = mem_strndup(ctx, spec, (size_t)(colon - spec));
    if (git_libgit2_init() < 0)
        return fail(&l, "the git library does not start");
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    bool ok = find_repository(&l, colon + 1) && find_tree(&l, &tree) && read_path(&l, tree, options, source);
    git_tree_free(tree);
    git_repository_free(l.repository);
    git_libgit2_shutdown();
    return ok;
}
