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
    int *trees; /* the kernel's numbers of directories of which everything counts */
    size_t n_trees;
    struct entry *entries; /* of which the name alone counts, whether it is there or not */
    size_t n_entries;
};

struct entry {
    int directory; /* the kernel's number */
    char *name;
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

/* Its number, 0 where there is no such directory, -1 with a diagnostic. */
static int add_directory(struct tree_watch *watch, const char *path, struct diags *diags)
{
    const uint32_t changes =
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;
    int number = inotify_add_watch(watch->fd, path, changes | IN_ONLYDIR | IN_DONT_FOLLOW);
    if (number > 0)
        return number;
    if (errno == ENOENT || errno == ENOTDIR)
        return 0;
    struct diag *e = diag_error(diags, "cannot watch: %s", strerror(errno));
    e->file = mem_strdup(diags->ctx, path);
    if (errno == ENOSPC)
        diag_hint(diags, e, "the system allows no more: sysctl fs.inotify.max_user_watches");
    return -1;
}

static bool is_tree(const struct tree_watch *watch, int number)
{
    for (size_t i = 0; i < watch->n_trees; i++)
        if (watch->trees[i] == number)
            return true;
    return false;
}

static bool add_tree(struct tree_watch *watch, const char *path, struct diags *diags)
{
    int number = add_directory(watch, path, diags);
    if (number > 0 && !is_tree(watch, number)) {
        size_t at = mem_grow(watch, &watch->trees, &watch->n_trees);
        watch->trees[at] = number;
    }
    return number >= 0;
}

static bool is_entry(const struct tree_watch *watch, int directory, const char *name)
{
    for (size_t i = 0; i < watch->n_entries; i++)
        if (watch->entries[i].directory == directory && strcmp(watch->entries[i].name, name) == 0)
            return true;
    return false;
}

bool tree_watch_add_file(struct tree_watch *watch, const char *path, struct diags *diags)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    char *whole = mem_strndup(watch, path, length), *slash = strrchr(whole, '/'), *name = slash ? slash + 1 : whole;
    char *above = slash ? mem_strndup(watch, whole, (size_t)(slash - whole) + 1) : mem_strdup(watch, ".");
    int number = add_directory(watch, above, diags);
    if (number > 0 && !is_entry(watch, number, name)) {
        size_t at = mem_grow(watch, &watch->entries, &watch->n_entries);
        watch->entries[at] = (struct entry){number, mem_strdup(watch, name)};
    }
    mem_free(above);
    mem_free(whole);
    return number >= 0;
}

bool tree_watch_add(struct tree_watch *watch, const char *path, struct diags *diags)
{
    char *const roots[] = {(char *)path, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    bool ok = true;
    struct diags unsaid;
    /* The directory above need not be one that may be listed: then what comes in the place is not seen. */
    diags_init(&unsaid, mem_root("tree_watch_add"));
    tree_watch_add_file(watch, path, &unsaid);
    mem_free(unsaid.ctx);
    if (!walk)
        return true;
    for (FTSENT *entry; ok && (entry = fts_read(walk));)
        if (entry->fts_info == FTS_D)
            ok = add_tree(watch, entry->fts_path, diags);
    fts_close(walk);
    return ok;
}

static bool counts(const struct tree_watch *watch, const struct inotify_event *event)
{
    return is_tree(watch, event->wd) || (event->len > 0 && is_entry(watch, event->wd, event->name));
}

/* Whether something changed. What it was is not asked: all of it is looked at again. */
static bool drain(const struct tree_watch *watch)
{
    char events[4096] __attribute__((aligned(8)));
    bool changed = false;
    for (ssize_t n; (n = read(watch->fd, events, sizeof events)) > 0;)
        for (ssize_t at = 0; at < n;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)(events + at);
            changed |= counts(watch, event);
            at += (ssize_t)(sizeof *event + event->len);
        }
    return changed;
}

enum waited tree_watch_wait(struct tree_watch *watch, const struct cancellation *stop)
{
    long any_time = -1, longest = LONGEST_MS;
    enum waited more;
    do {
        enum waited first = wait_ready(watch->fd, POLLIN, stop, &any_time);
        if (first != WAITED_READY)
            return first;
    } while (!drain(watch));
    do {
        drain(watch);
        long quiet = QUIET_MS;
        more = wait_ready(watch->fd, POLLIN, stop, &quiet);
        longest -= QUIET_MS - quiet;
    } while (more == WAITED_READY && longest > 0);
    return more == WAITED_STOPPED || more == WAITED_FAILED ? more : WAITED_READY;
}
