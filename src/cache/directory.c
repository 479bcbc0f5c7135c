#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/work_tree.h"
#include "cache/cache.h"

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* Somebody else's home, as under sudo, is no place to leave files of root's in. */
static bool is_own_home(const char *home)
{
    struct stat st;
    return home[0] == '/' && stat(home, &st) == 0 && st.st_uid == geteuid();
}

const char *cache_directory(void *ctx, const char *chosen)
{
    const char *variable = getenv("FULLSCHEMA_CACHE"), *named = chosen ? chosen : variable;
    if (named)
        return *named ? mem_strdup(ctx, named) : NULL;
    const char *place = environment("XDG_CACHE_HOME"), *home = environment("HOME");
    /* The XDG specification: a relative one is to be taken for none. */
    if (place && *place == '/')
        return mem_printf(ctx, "%s/fullschema", place);
    return home && is_own_home(home) ? mem_printf(ctx, "%s/.cache/fullschema", home) : NULL;
}

static void *refuse(struct diags *diags, const char *path, const char *why, const char *what_to_do)
{
    struct diag *w = diag_warning(diags, "the cache %s is not used: %s", path, why);
    diag_hint(diags, w, "%s", what_to_do);
    return NULL;
}

/* A directory in the work tree around us may be what a pull request wrote. */
static bool is_in_project(void *ctx, int fd)
{
    char real[4096];
    const char *top = work_tree_around(ctx).top;
    ssize_t n = readlink(mem_printf(ctx, "/proc/self/fd/%d", fd), real, sizeof real - 1);
    if (n < 0)
        return top != NULL;
    real[n] = '\0';
    return top && path_below(real, top);
}

/* Why a directory may not be used, or NULL. */
static const char *fault_of(void *ctx, int fd)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return strerror(errno);
    if (st.st_uid != geteuid())
        return mem_printf(ctx, "it belongs to user id %ld, not to who runs this", (long)st.st_uid);
    if (st.st_mode & 077)
        return mem_printf(ctx, "others may use it, too (mode %04o)", (unsigned)st.st_mode & 07777);
    return is_in_project(ctx, fd) ? "it lies in the git work tree that is worked on" : NULL;
}

static bool make_directories(void *ctx, const char *path)
{
    char *part = mem_printf(ctx, "%s/", path);
    for (char *slash = part; (slash = strchr(slash + 1, '/')); *slash = '/') {
        *slash = '\0';
        if (mkdirat(AT_FDCWD, part, 0700) != 0 && errno != EEXIST)
            return false;
    }
    return true;
}

static int release(struct cache *cache)
{
    close(cache->fd);
    return 0;
}

static struct cache *opened(void *ctx, const char *path, int fd, int limit_mib)
{
    struct cache *cache = mem_new(ctx, struct cache);
    *cache = (struct cache){cache, mem_strdup(cache, path), fd, (long long)limit_mib << 20};
    talloc_set_destructor(cache, release);
    return cache;
}

struct cache *cache_open(void *ctx, const struct cache_options *options, struct diags *diags)
{
    static const char another[] = "name another with --cache DIR, or use none with --no-cache";
    const char *path = options->directory;
    if (!path)
        return NULL;
    void *work = mem_context(ctx);
    bool made = make_directories(work, path);
    int fd = made ? openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
    const char *fault = fd < 0 ? strerror(errno) : fault_of(work, fd);
    struct cache *cache = fault ? refuse(diags, path, fault, another) : opened(ctx, path, fd, options->limit_mib);
    if (fault && fd >= 0)
        close(fd);
    mem_free(work);
    return cache;
}
