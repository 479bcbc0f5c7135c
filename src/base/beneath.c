#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"

/* As many links as the kernel follows, and deeper than directories are nested by anybody. */
enum { MOST_LINKS = 40, DEEPEST = 256 };

/* The way to a file. What is left of it are the components of `links`, then those of `path` from `at`. */
struct walk {
    const struct beneath *boundary;
    const char *path;
    size_t at;
    const char *links; /* what links have put before the rest of the path */
    int n_links;
    size_t link; /* the bytes of path that name the link whose components are in `links`, or were */
    int how;
    int dirs[DEEPEST]; /* from the boundary down to where the walk is; the boundary's is not ours */
    int depth;
    void *ctx;
};

static int here(const struct walk *w)
{
    return w->dirs[w->depth];
}

static void up_to(struct walk *w, int depth)
{
    while (w->depth > depth)
        close(w->dirs[w->depth--]);
}

static const char *skip_slashes(const char *text)
{
    return text + strspn(text, "/");
}

/* The next component, in `name`; false at the end of the way. *from_link: it is not the path's own. */
static bool next(struct walk *w, char name[NAME_MAX + 1], bool *from_link, bool *too_long)
{
    const char *rest = skip_slashes(w->links);
    *from_link = *rest != '\0';
    if (!*from_link)
        rest = skip_slashes(w->path + w->at);
    size_t n = strcspn(rest, "/");
    *too_long = n > NAME_MAX;
    if (n == 0 || *too_long)
        return false;
    memcpy(name, rest, n);
    name[n] = '\0';
    if (*from_link)
        w->links = rest + n;
    else
        w->at = (size_t)(rest + n - w->path);
    return true;
}

static bool is_last(const struct walk *w)
{
    return !*skip_slashes(w->links) && !*skip_slashes(w->path + w->at);
}

static bool fail(int error)
{
    errno = error;
    return false;
}

/* What of an absolute link is beneath the boundary; NULL where it leads elsewhere. */
static const char *led_back(const struct beneath *boundary, const char *target)
{
    size_t n = boundary->top ? strlen(boundary->top) : 0;
    if (n == 1)
        return target;
    return n && strncmp(target, boundary->top, n) == 0 && (target[n] == '/' || !target[n]) ? target + n : NULL;
}

/* Puts what the link says before the rest of the way. */
static bool follow(struct walk *w, int link, bool from_link)
{
    char target[PATH_MAX];
    if (!from_link)
        w->link = w->at;
    if ((w->how & BENEATH_NO_LINKS) || ++w->n_links > MOST_LINKS)
        return fail(ELOOP);
    ssize_t n = readlinkat(link, "", target, sizeof target - 1);
    if (n <= 0)
        return fail(n < 0 ? errno : ENOENT);
    target[n] = '\0';
    const char *rest = *target == '/' ? led_back(w->boundary, target) : target;
    if (!rest)
        return fail(EXDEV);
    if (*target == '/')
        up_to(w, 0);
    w->links = mem_printf(w->ctx, "%s/%s", rest, w->links);
    return true;
}

/* What git keeps for itself (a token, in CI) belongs to no tree: only who names it gets there. */
static bool is_gits_own(const char *name)
{
    return strcasecmp(name, ".git") == 0;
}

static bool is_link(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISLNK(st.st_mode);
}

static bool enter(struct walk *w, int dir)
{
    struct stat st;
    int error = fstat(dir, &st) != 0      ? errno
                : !S_ISDIR(st.st_mode)    ? ENOTDIR
                : w->depth + 1 == DEEPEST ? ENAMETOOLONG
                                          : 0;
    if (error) {
        close(dir);
        return fail(error);
    }
    w->dirs[++w->depth] = dir;
    return true;
}

/* Opens one component where the walk is; a directory that is missing is made where that is wanted. */
static int look(const struct walk *w, const char *name)
{
    int flags = O_PATH | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(here(w), name, flags);
    if (fd >= 0 || errno != ENOENT || !(w->how & BENEATH_MAKE_DIRS) || w->n_links > 0)
        return fd;
    return mkdirat(here(w), name, 0777) == 0 || errno == EEXIST ? openat(here(w), name, flags) : -1;
}

/* A step down, up, or through a link. */
static bool step(struct walk *w, const char *name, bool from_link)
{
    if (strcmp(name, ".") == 0)
        return true;
    if (strcmp(name, "..") == 0) {
        if (w->depth == 0)
            return fail(EXDEV);
        up_to(w, w->depth - 1);
        return true;
    }
    if (from_link && is_gits_own(name))
        return fail(EXDEV);
    int fd = look(w, name);
    if (fd < 0)
        return false;
    if (!is_link(fd))
        return enter(w, fd);
    bool ok = follow(w, fd, from_link);
    int error = errno;
    close(fd);
    errno = error;
    return ok;
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* The last component, with the flags. -1 with errno. *followed: it is a link, which has been put before the way. */
static int finish(struct walk *w, const char *name, int flags, mode_t mode, bool from_link, bool *followed)
{
    *followed = false;
    if (from_link && is_gits_own(name)) {
        errno = EXDEV;
        return -1;
    }
    int probe = openat(here(w), name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (probe < 0 || !is_link(probe)) {
        if (probe >= 0)
            close(probe);
        return openat(here(w), name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    }
    *followed = follow(w, probe, from_link);
    int error = errno;
    close(probe);
    errno = error;
    return -1;
}

static int walk_on(struct walk *w, int flags, mode_t mode)
{
    char name[NAME_MAX + 1];
    bool from_link, too_long, followed;
    while (next(w, name, &from_link, &too_long)) {
        if (is_last(w) && !is_dots(name) && !(w->how & BENEATH_MAKE_DIRS)) {
            int fd = finish(w, name, flags, mode, from_link, &followed);
            if (!followed)
                return fd;
        } else if (!step(w, name, from_link)) {
            return -1;
        }
    }
    if (too_long) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return openat(here(w), ".", flags | O_CLOEXEC, mode);
}

int beneath_walk(const struct beneath *boundary, const char *path, int flags, mode_t mode, int how, size_t *link)
{
    void *ctx = mem_root("beneath_walk");
    struct walk w = {.boundary = boundary, .path = path, .links = mem_strdup(ctx, ""), .how = how, .ctx = ctx};
    w.dirs[0] = boundary->fd;
    int fd = -1;
    if (*path == '/')
        errno = EXDEV;
    else
        fd = walk_on(&w, flags, mode);
    int error = errno;
    *link = w.link;
    up_to(&w, 0);
    mem_free(ctx);
    errno = error;
    return fd;
}

/* Without any link on the way, which the kernel tells from all other reasons to refuse. */
static int open_plainly(const struct beneath *boundary, const char *path, int flags, mode_t mode)
{
#ifdef SYS_openat2
    const struct open_how how = {.flags = (unsigned)flags | O_CLOEXEC,
                                 .mode = mode,
                                 .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    return (int)syscall(SYS_openat2, boundary->fd, *path ? path : ".", &how, sizeof how);
#else
    errno = ENOSYS;
    return -1;
#endif
}

int beneath_open(const struct beneath *boundary, const char *path, int flags, mode_t mode, int how, size_t *link)
{
    *link = 0;
    if (how & BENEATH_MAKE_DIRS)
        return beneath_walk(boundary, path, flags, mode, how, link);
    int fd = open_plainly(boundary, path, flags, flags & O_CREAT ? mode : 0);
    if (fd >= 0 || errno == ENOENT)
        return fd;
    return beneath_walk(boundary, path, flags, mode, how, link);
}
