#include "base/root.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/work_tree.h"

const struct root root_own = {.path = "", .boundary = {.fd = -1}, .within = ""};

/* What is opened: the path as it is shown, and the same from a boundary. */
struct target {
    const char *path;
    const struct beneath *boundary; /* NULL: anywhere */
    const char *way;
    const char *outside; /* how the boundary is called: "the git repository" */
};

/* The link as it is shown: the paths end alike, and the link is a part of the way from its beginning. */
static const char *shown_link(void *ctx, const struct target *t, size_t link)
{
    size_t behind = strlen(t->way) - link, n = strlen(t->path);
    return mem_strndup(ctx, t->path, behind < n ? n - behind : n);
}

static void refuse(const struct target *t, const char *doing, size_t link, int how, struct diags *diags)
{
    struct diag *e;
    const char *outside = t->outside;
    bool unwanted = errno == ELOOP && (how & BENEATH_NO_LINKS);
    if (errno == EXDEV && link)
        e = diag_error(diags, "is a symbolic link that leads out of %s", outside);
    else if (errno == EXDEV)
        e = diag_error(diags, "leads out of %s", outside);
    else if (unwanted)
        e = diag_error(diags, "is a symbolic link, and nothing is written through one");
    else
        e = diag_error(diags, "%s: %s", doing, strerror(errno));
    e->file = (errno == EXDEV || unwanted) && link ? shown_link(diags->ctx, t, link) : mem_strdup(diags->ctx, t->path);
    if (errno == EXDEV)
        diag_hint(diags, e,
                  "nothing there is read or written: put a file or directory in the place of the link, or "
                  "name what it leads to on the command line");
    else if (unwanted)
        diag_hint(diags, e, "name the directory itself");
}

static int open_target(const struct target *t, int flags, int how, const char *doing, struct diags *diags)
{
    size_t link = 0;
    int fd = t->boundary ? beneath_open(t->boundary, t->way, flags, 0, how, &link)
                         : openat(AT_FDCWD, *t->path ? t->path : ".", flags | O_CLOEXEC);
    int error = errno;
    if (fd < 0 && diags)
        refuse(t, doing, link, how, diags);
    errno = error;
    return fd;
}

/* ---- beneath a root ---- */

static int release(struct root *root)
{
    if (root->boundary.fd >= 0)
        close(root->boundary.fd);
    return 0;
}

static bool same_file(int fd, int other)
{
    struct stat a, b;
    return fstat(fd, &a) == 0 && fstat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* The work tree around the directory that `fd` is, if `real` is its path; else the directory itself. */
static void bound(struct root *root, int fd, const char *real)
{
    size_t link;
    const char *top = work_tree_top(root, real);
    root->boundary = (struct beneath){.fd = fd, .top = real};
    root->within = "";
    if (!top)
        return;
    struct beneath tree = {open(top, O_PATH | O_DIRECTORY | O_CLOEXEC), top};
    const char *within = path_below(real, top);
    int again = tree.fd < 0 ? -1 : beneath_open(&tree, within, O_PATH | O_DIRECTORY, 0, BENEATH_NO_LINKS, &link);
    root->repository = again >= 0 && same_file(again, fd);
    if (again >= 0)
        close(again);
    if (root->repository) {
        close(fd);
        root->boundary = tree;
        root->within = within;
    } else if (tree.fd >= 0) {
        close(tree.fd);
    }
}

static char *without_slashes(void *ctx, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return mem_strndup(ctx, path, n);
}

const struct root *root_open(void *ctx, const char *path, struct diags *diags)
{
    int fd = place_open(path, O_PATH | O_DIRECTORY, 0, "cannot open the directory", diags);
    if (fd < 0)
        return NULL;
    struct root *root = mem_new(ctx, struct root);
    char *real = realpath(*path ? path : ".", NULL);
    root->path = without_slashes(root, path);
    bound(root, fd, mem_strdup(root, real ? real : ""));
    free(real);
    talloc_set_destructor(root, release);
    return root;
}

/* What of the path is behind the directory's, both as they were given; NULL where it does not begin so. */
static const char *rest_of(const char *directory, const char *path)
{
    bool here = strcmp(directory, ".") == 0 && *path != '.';
    size_t n = here ? 0 : strlen(directory);
    if (strncmp(path, directory, n) != 0 || (n == 0 && *path == '/'))
        return NULL;
    path += n;
    return n == 0 || !*path || *path == '/' || directory[n - 1] == '/' ? path + strspn(path, "/") : NULL;
}

/* How messages name the boundary. */
static const char *outside_of(void *ctx, const struct root *root)
{
    return root->repository ? "the git repository"
           : *root->path    ? mem_printf(ctx, "the directory %s", root->path)
                            : "the working directory";
}

int root_open_at(const struct root *root, const char *path, int flags, const char *doing, struct diags *diags)
{
    struct target t = {.path = path};
    if (root == &root_own)
        return open_target(&t, flags, 0, doing, diags);
    void *ctx = mem_root("root_open_at");
    const char *rest = rest_of(root->path, path);
    t.boundary = &root->boundary;
    t.way = rest ? mem_printf(ctx, "%s%s%s", root->within, *root->within ? "/" : "", rest) : "..";
    t.outside = outside_of(ctx, root);
    int fd = open_target(&t, flags, 0, doing, diags);
    int error = errno;
    mem_free(ctx);
    errno = error;
    return fd;
}

/* ---- what a person names ---- */

/* The first directory on the way to `whole`, from above, that is the top of a work tree; NULL where none is. */
static char *first_top(void *ctx, const char *whole)
{
    for (const char *end = whole; *end;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        char *above = mem_strndup(ctx, whole, (size_t)(end - whole));
        if (work_tree_is_top(ctx, above))
            return above;
    }
    return NULL;
}

/*
 * The work tree that the path lies in by its text, and the way from there. Not
 * the nearest: which is that, a link in the tree could decide.
 */
static bool find_tree(void *ctx, const char *path, struct beneath *tree, char **way)
{
    struct work_tree around = work_tree_around(ctx);
    if (!around.here)
        return false;
    const char *whole = path_absolute(ctx, around.here, path);
    bool inside = around.top && path_below(whole, around.top);
    const char *top = inside ? around.top : first_top(ctx, whole);
    tree->fd = top ? open(top, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    if (tree->fd < 0)
        return false;
    char *real = realpath(top, NULL);
    tree->top = mem_strdup(ctx, real);
    free(real);
    /* A ".." behind a link is above what this leads to. */
    *way = inside && *path != '/' ? mem_printf(ctx, "%s/%s", path_below(around.here, top), path)
                                  : mem_strdup(ctx, path_below(whole, top));
    *way += strspn(*way, "/");
    return true;
}

static int make_and_open(const struct target *t, int flags, const char *doing, struct diags *diags)
{
    int error = 0;
    char *part = mem_printf(NULL, "%s/", t->path);
    for (char *slash = part; (slash = strchr(slash + 1, '/')); *slash = '/') {
        *slash = '\0';
        if (mkdirat(AT_FDCWD, part, 0777) != 0 && errno != EEXIST && !error)
            error = errno;
    }
    mem_free(part);
    int fd = open_target(t, flags, 0, doing, NULL);
    errno = error ? error : errno;
    if (fd < 0 && diags)
        refuse(t, doing, 0, 0, diags);
    return fd;
}

int place_open(const char *path, int flags, int how, const char *doing, struct diags *diags)
{
    void *ctx = mem_root("place_open");
    struct beneath tree;
    char *way;
    struct target t = {.path = path};
    bool bounded = find_tree(ctx, path, &tree, &way);
    if (bounded) {
        t.boundary = &tree;
        t.way = way;
        t.outside = "the git repository";
    }
    int fd = !bounded && (how & BENEATH_MAKE_DIRS) ? make_and_open(&t, flags, doing, diags)
                                                   : open_target(&t, flags, how, doing, diags);
    int error = errno;
    if (bounded)
        close(tree.fd);
    mem_free(ctx);
    errno = error;
    return fd;
}

int place_make(const char *directory, const char *path, const char *doing, struct diags *diags)
{
    const char *rest = rest_of(directory, path);
    int fd = place_open(directory, O_PATH | O_DIRECTORY, BENEATH_MAKE_DIRS, doing, diags);
    if (fd < 0 || (rest && !*rest))
        return fd;
    const struct beneath boundary = {fd, NULL};
    const struct target t = {path, &boundary, rest ? rest : "..", directory};
    int below = open_target(&t, O_PATH | O_DIRECTORY, BENEATH_NO_LINKS | BENEATH_MAKE_DIRS, doing, diags);
    int error = errno;
    close(fd);
    errno = error;
    return below;
}

/* ---- what nobody named ---- */

static bool names_git(const char *path)
{
    for (; *path; path += strcspn(path, "/"), path += *path == '/')
        if (strncasecmp(path, ".git", 4) == 0 && (path[4] == '/' || !path[4]))
            return true;
    return false;
}

/* The way from the root's boundary to a path; NULL where it does not begin there. */
static const char *way_from(void *ctx, const struct root *root, const char *path)
{
    const char *rest = rest_of(root->path, path), *here = work_tree_around(ctx).here;
    if (*path != '/' || (*root->path && rest))
        return rest ? mem_printf(ctx, "%s%s%s", root->within, *root->within ? "/" : "", rest) : NULL;
    return here && root->boundary.top ? path_below(path_absolute(ctx, here, path), root->boundary.top) : NULL;
}

bool project_holds(const char *project, const char *path, int how, struct diags *diags)
{
    void *ctx = mem_root("project_holds");
    const struct root *root = root_open(ctx, project, diags);
    struct target t = {.path = path};
    if (root) {
        t.outside = outside_of(ctx, root);
        t.boundary = &root->boundary;
        t.way = way_from(ctx, root, path);
        t.way = t.way && !names_git(t.way) ? t.way : "..";
    }
    struct diags said;
    diags_init(&said, ctx);
    int fd = root ? open_target(&t, O_PATH, how, "cannot look at it", &said) : -1;
    bool led_out = fd < 0 && (errno == EXDEV || errno == ELOOP);
    if (fd >= 0)
        close(fd);
    bool ok = root && !led_out;
    if (!ok)
        diags_append(diags, &said);
    mem_free(ctx);
    return ok;
}
