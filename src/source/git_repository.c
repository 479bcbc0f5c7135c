/*
 * Finding a repository, a revision and a path.
 *
 * A repository of another user is read as well, which git refuses: git would
 * run what its configuration names (hooks, filters, monitors). Reading
 * objects through the library runs nothing.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "source/git.h"

bool lookup_begin(struct lookup *l)
{
    if (git_libgit2_init() < 0)
        return lookup_fail(l, "the git library does not start");
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    return true;
}

void lookup_end(struct lookup *l)
{
    git_repository_free(l->repository);
    l->repository = NULL;
    git_libgit2_shutdown();
}

struct diag *lookup_refuse(struct lookup *l, const char *what)
{
    return diag_error(l->diags, "%s: %s", l->spec, what);
}

const char *lookup_repository_name(const struct lookup *l)
{
    const char *tree = git_repository_workdir(l->repository);
    return tree ? tree : git_repository_path(l->repository);
}

static const char *git_message(void)
{
    const git_error *error = git_error_last();
    return error && error->message ? error->message : "no reason given";
}

bool lookup_fail(struct lookup *l, const char *what)
{
    diag_detail(l->diags, lookup_refuse(l, what), git_message());
    return false;
}

char *lookup_cleaned(void *ctx, const char *path)
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

/* The path with the links of the directories that there are followed: how the library names its roots. */
static char *absolute(void *ctx, const char *path)
{
    char *cwd = getcwd(NULL, 0);
    char *whole = *path == '/' || !cwd ? mem_strdup(ctx, path) : mem_printf(ctx, "%s/%s", cwd, path);
    free(cwd);
    char *clean = lookup_cleaned(ctx, whole);
    return clean ? mem_printf(ctx, "/%s", clean) : whole;
}

char *lookup_inside(struct lookup *l, const char *path)
{
    const char *roots[] = {git_repository_workdir(l->repository), git_repository_path(l->repository)};
    const char *full = absolute(l->ctx, path);
    for (size_t i = 0; i < 2; i++) {
        size_t n = roots[i] ? strlen(roots[i]) : 0;
        n -= n > 0 && roots[i][n - 1] == '/';
        if (n > 0 && strncmp(full, roots[i], n) == 0 && (full[n] == '/' || full[n] == '\0'))
            return lookup_cleaned(l->ctx, full + n);
    }
    return NULL;
}

bool lookup_repository_here(struct lookup *l)
{
    return git_repository_open_ext(&l->repository, ".", GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0;
}

/* The repository around the nearest directory there is. */
static bool open_around(struct lookup *l, const char *path)
{
    char *start = absolute(l->ctx, path);
    while (strrchr(start, '/') != start && access(start, F_OK) != 0)
        *strrchr(start, '/') = '\0';
    return git_repository_open_ext(&l->repository, start, GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0;
}

bool lookup_repository(struct lookup *l, const char *path)
{
    bool here = *path != '/' && lookup_repository_here(l);
    bool from_top = here && strncmp(path, "./", 2) != 0 && strncmp(path, "../", 3) != 0 && strcmp(path, ".") != 0 &&
                    strcmp(path, "..") != 0;
    if (!here && !open_around(l, path)) {
        struct diag *e = lookup_refuse(l, "no git repository around the working directory, nor around the path");
        diag_hint(l->diags, e, "if this is meant to be a file: there is none of that name");
        return false;
    }
    l->path = from_top ? lookup_cleaned(l->ctx, path) : lookup_inside(l, path);
    if (l->path)
        return true;
    lookup_refuse(l, mem_printf(l->ctx, "the path is outside the repository %s", lookup_repository_name(l)));
    return false;
}

/* "HEAD@{99999999999999999999}": libgit2 takes what is no int for 0. */
static bool is_beyond_reflog(const char *rev)
{
    enum { MOST_DIGITS = 9 };
    for (const char *at = rev; (at = strstr(at, "@{"));) {
        at += strlen("@{");
        at += *at == '-';
        size_t zeros = strspn(at, "0"), n = strspn(at, "0123456789");
        if (at[n] == '}' && n - zeros > MOST_DIGITS)
            return true;
    }
    return false;
}

int lookup_parse(git_object **object, git_repository *repository, const char *rev)
{
    if (is_beyond_reflog(rev))
        return GIT_ENOTFOUND;
    /* "@~1": to libgit2 an "@" is HEAD only where nothing follows. */
    bool head = rev[0] == '@' && (rev[1] == '~' || rev[1] == '^');
    char *said = head ? mem_printf(NULL, "HEAD%s", rev + 1) : mem_strdup(NULL, rev);
    int code = git_revparse_single(object, repository, said);
    mem_free(said);
    return code;
}

bool lookup_tree(struct lookup *l, git_tree **tree)
{
    git_object *object = NULL;
    const char *where = lookup_repository_name(l);
    if (lookup_parse(&object, l->repository, l->rev) != 0) {
        struct diag *e = lookup_refuse(l, mem_printf(l->ctx, "no revision %s in the repository %s", l->rev, where));
        if (git_repository_is_shallow(l->repository))
            diag_hint(l->diags, e, "the repository is shallow: git fetch --unshallow brings what is older");
        return false;
    }
    int code = git_object_peel((git_object **)tree, object, GIT_OBJECT_TREE);
    git_object_free(object);
    return code == 0 || lookup_fail(l, "the revision is no commit");
}
