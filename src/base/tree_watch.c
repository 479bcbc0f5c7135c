#include "base/tree_watch.h"

#include <errno.h>
#include <fts.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/mem.h"

/* How long nothing has to change, and how long a change is waited out at most. */
enum { QUIET_MS = 120, LONGEST_MS = 2000 };

struct tree_watch {
    int fd;
};

static int close_watch(struct tree_watch *watch)
{
    close(watch->fd);
    return 0;
}

struct tree_watch *tree_watch_new(void *ctx, struct diags *diags)
{
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0) {
        diag_error(diags, "cannot watch files: %s", strerror(errno));
        return NULL;
    }
    struct tree_watch *watch = mem_new(ctx, struct tree_watch);
    watch->fd = fd;
    talloc_set_destructor(watch, close_watch);
    return watch;
}

static bool add_directory(struct tree_watch *watch, const char *path, struct diags *diags)
{
    const uint32_t changes = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF;
    if (inotify_add_watch(watch->fd, path, changes | IN_ONLYDIR | IN_DONT_FOLLOW) >= 0 || errno == ENOENT ||
        errno == ENOTDIR)
        return true;
    struct diag *e = diag_error(diags, "cannot watch: %s", strerror(errno));
    e->file = mem_strdup(diags->ctx, path);
    if (errno == ENOSPC)
        diag_hint(diags, e, "the system allows no more: sysctl fs.inotify.max_user_watches");
    return false;
}

bool tree_watch_add(struct tree_watch *watch, const char *path, struct diags *diags)
{
    char *const roots[] = {(char *)path, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    bool ok = true;
    if (!walk)
        return true;
    for (FTSENT *entry; ok && (entry = fts_read(walk));)
        if (entry->fts_info == FTS_D)
            ok = add_directory(watch, entry->fts_path, diags);
    fts_close(walk);
    return ok;
}

/* What changed is not asked: all of it is looked at again. */
static void drain(int fd)
{
    char events[4096] __attribute__((aligned(8)));
    while (read(fd, events, sizeof events) > 0)
        ;
}

enum waited tree_watch_wait(struct tree_watch *watch, const struct cancellation *stop)
{
    long any_time = -1, longest = LONGEST_MS;
    enum waited first = wait_ready(watch->fd, POLLIN, stop, &any_time);
    if (first != WAITED_READY)
        return first;
    enum waited more;
    do {
        drain(watch->fd);
        long quiet = QUIET_MS;
        more = wait_ready(watch->fd, POLLIN, stop, &quiet);
        longest -= QUIET_MS - quiet;
    } while (more == WAITED_READY && longest > 0);
    return more == WAITED_STOPPED || more == WAITED_FAILED ? more : WAITED_READY;
}
