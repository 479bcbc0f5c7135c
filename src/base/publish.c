#include "base/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/regular.h"
#include "base/shortage.h"
#include "base/sqlite_file.h"
#include "base/write.h"

/* An output on its way to the disk. */
struct item {
    struct output *output;
    struct seat seat;
    bool shares_seat;   /* with an item before it, which closes it */
    int stream;         /* what it is written into; -1: it is a file */
    mode_t mode;        /* of the file that was there */
    const char *staged; /* the new text's first home, then the old one's: a hidden neighbour, in one file system */
    const char *second; /* the old text's second name while it has two */
    bool for_good;      /* the old text is gone */
    bool holds_old;     /* the staged name is that of the old text, which could not be put back */
};

/* All of them, and their directories, each once. */
struct work {
    void *ctx;
    struct item *items;
    size_t n;
    struct lock *locks;
    size_t n_locks;
    struct diags *diags;
};

static void say_what_to_do(const struct work *w, struct diag *e)
{
    diag_hint(w->diags, e, "nothing was written; choose another place, or %s",
              says_no_room(e->message) ? "make room in it" : "fix its permissions");
}

static bool refuse(const struct work *w, const struct item *item, const char *what, int error)
{
    struct diag *e = diag_error(w->diags, "%s: %s", what, strerror(error));
    e->file = mem_strdup(w->diags->ctx, item->output->path);
    say_what_to_do(w, e);
    return false;
}

static size_t directory_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static bool is_beside(const struct output *a, const struct output *b)
{
    size_t n = directory_length(a->path);
    return !a->directory == !b->directory && n == directory_length(b->path) && strncmp(a->path, b->path, n) == 0;
}

/* The files of both engines stand in one directory. */
static bool open_seat(struct work *w, struct item *item)
{
    const struct output *o = item->output;
    for (struct item *earlier = w->items; earlier < item; earlier++)
        if (is_beside(earlier->output, o)) {
            item->shares_seat = true;
            item->seat = (struct seat){earlier->seat.dir, mem_strdup(w->ctx, o->path + directory_length(o->path))};
            return true;
        }
    return seat_open(w->ctx, o->directory, o->path, &item->seat, w->diags);
}

static bool open_items(struct work *w, struct output *outputs)
{
    bool ok = true;
    for (size_t i = 0; i < w->n; i++)
        w->items[i] = (struct item){.output = &outputs[i], .seat = {.dir = -1}, .stream = -1};
    for (size_t i = 0; ok && i < w->n; i++) {
        struct item *item = &w->items[i];
        const char *path = item->output->path;
        ok = open_seat(w, item) && stream_open(path, &item->seat, !item->output->directory, &item->stream, w->diags);
        item->staged = mem_printf(w->ctx, ".%s.new", item->seat.name);
        item->second = mem_printf(w->ctx, ".%s.was.new", item->seat.name);
    }
    struct diag *e = ok ? NULL : &w->diags->items[w->diags->n - 1];
    if (e && !e->hint)
        say_what_to_do(w, e);
    return ok;
}

static void close_items(struct work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        if (!w->items[i].shares_seat)
            seat_close(&w->items[i].seat);
        if (w->items[i].stream >= 0)
            close(w->items[i].stream);
    }
}

/* ---- taking turns ---- */

/* The directories written to are locked in one order by every run. */
struct lock {
    dev_t device;
    ino_t inode;
    int fd;
};

static int compare_locks(const void *a, const void *b)
{
    const struct lock *x = a, *y = b;
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    return (x->inode > y->inode) - (x->inode < y->inode);
}

/* A directory that may be written to and not read is not locked. */
static void lock_directories(struct work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        struct stat st;
        bool again = w->items[i].shares_seat || w->items[i].stream >= 0;
        int fd = again ? -1 : openat(w->items[i].seat.dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0 || fstat(fd, &st) != 0)
            continue;
        size_t at = mem_grow(w->ctx, &w->locks, &w->n_locks);
        w->locks[at] = (struct lock){st.st_dev, st.st_ino, fd};
    }
    if (w->n_locks)
        qsort(w->locks, w->n_locks, sizeof(*w->locks), compare_locks);
    for (size_t i = 0; i < w->n_locks; i++) {
        bool again = i > 0 && compare_locks(&w->locks[i], &w->locks[i - 1]) == 0;
        /* File systems without locks: two runs at once are not kept apart there. */
        while (!again && flock(w->locks[i].fd, LOCK_EX) != 0 && errno == EINTR)
            ;
    }
}

static void unlock(const struct work *w)
{
    for (size_t i = 0; i < w->n_locks; i++)
        close(w->locks[i].fd);
}

/* ---- one by one ---- */

/* What somebody keeps rows in is not what a text was meant for: inspect -o app.db app.db. */
static bool refuse_database(struct work *w, const struct item *item, const char *what)
{
    struct diag *e = diag_error(w->diags, "%s: no text is written over one", what);
    e->file = mem_strdup(w->diags->ctx, item->output->path);
    diag_hint(w->diags, e, "nothing was written; name another file");
    return false;
}

/* A file that is there and cannot be read must not pass for a new one: it could not be put back. */
static bool compare_with_disk(struct work *w, struct item *item)
{
    struct output *o = item->output;
    struct stat st;
    size_t size = 0;
    o->created = false;
    o->changed = true;
    if (item->stream >= 0)
        return true;
    const char *owner = o->text ? sqlite_database_beside(w->ctx, item->seat.dir, item->seat.name) : NULL;
    if (owner)
        return refuse_database(w, item, mem_printf(w->ctx, "is a file of the SQLite database %s", owner));
    int fd = openat(item->seat.dir, item->seat.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        o->changed = o->created = o->text != NULL;
        return true;
    }
    if (fd < 0)
        return refuse(w, item, "cannot read what is there now", errno);
    bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    if (regular && o->text && is_sqlite_file(fd)) {
        close(fd);
        return refuse_database(w, item, "is a SQLite database");
    }
    item->mode = st.st_mode & 07777;
    char *old = regular ? read_to_end(w->ctx, fd, false, NULL, &size) : NULL;
    if (!regular)
        close(fd);
    if (!old && errno != EFBIG)
        return refuse(w, item, "cannot read what is there now", regular ? errno : EINVAL);
    o->changed = !old || !o->text || size != strlen(o->text) || memcmp(old, o->text, size) != 0;
    mem_free(old);
    return true;
}

static bool stage(const struct work *w, const struct item *item)
{
    const struct output *o = item->output;
    if (item->stream >= 0 || !o->changed)
        return true;
    unlinkat(item->seat.dir, item->staged, 0); /* left by a run that was killed, as is the other one */
    unlinkat(item->seat.dir, item->second, 0);
    if (!o->text)
        return true;
    int fd = openat(item->seat.dir, item->staged, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return refuse(w, item, "cannot write", errno);
    bool ok = write_all(fd, o->text, strlen(o->text)) && fsync(fd) == 0 && (o->created || fchmod(fd, item->mode) == 0);
    int error = errno;
    if (close(fd) != 0 && ok) {
        error = errno;
        ok = false;
    }
    return ok || refuse(w, item, "cannot write", error);
}

/*
 * File systems without exchange: the old text gets another name before its own goes to the new one. Where a
 * file cannot have two names it is still replaced in one step, but that cannot be taken back.
 */
static bool replace(struct item *item)
{
    int dir = item->seat.dir;
    bool has_two = linkat(dir, item->seat.name, dir, item->second, 0) == 0;
    if (renameat(dir, item->staged, dir, item->seat.name) != 0) {
        int error = errno;
        if (has_two)
            unlinkat(dir, item->second, 0);
        errno = error;
        return false;
    }
    item->for_good = !has_two;
    item->staged = item->second;
    return true;
}

/* Puts the staged file in place; the old one, if any, takes the staged name. */
static bool exchange(struct item *item)
{
    const struct seat *seat = &item->seat;
    if (!item->output->text)
        return renameat(seat->dir, seat->name, seat->dir, item->staged) == 0;
    if (item->stream >= 0)
        return write_all(item->stream, item->output->text, strlen(item->output->text));
    if (item->output->created)
        return renameat(seat->dir, item->staged, seat->dir, seat->name) == 0;
    if (renameat2(seat->dir, item->staged, seat->dir, seat->name, RENAME_EXCHANGE) == 0)
        return true;
    return (errno == EINVAL || errno == ENOSYS) && replace(item);
}

/* The next run clears the staged name, so the old text gets one that stays, unless an earlier one has that. */
static void keep_old(const struct work *w, struct item *item, struct diag *e)
{
    const char *kept = mem_printf(w->ctx, ".%s.old", item->seat.name);
    bool stays = renameat2(item->seat.dir, item->staged, item->seat.dir, kept, RENAME_NOREPLACE) == 0;
    item->holds_old = !stays;
    diag_hint(w->diags, e,
              stays ? "what it was is in %s beside it" : "what it was is in %s beside it, until the next run",
              stays ? kept : item->staged);
}

/* What was written into a stream is gone. */
static bool take_back(const struct work *w, struct item *item)
{
    const struct seat *seat = &item->seat;
    struct diag *e;
    if (item->stream >= 0)
        return true;
    if (item->output->created ? unlinkat(seat->dir, seat->name, 0) == 0
                              : !item->for_good && renameat(seat->dir, item->staged, seat->dir, seat->name) == 0)
        return true;
    if (item->output->created)
        e = diag_error(w->diags, "cannot be removed again: %s", strerror(errno));
    else
        e = diag_error(w->diags, "cannot be put back as it was: %s",
                       item->for_good ? "the file system does not exchange files" : strerror(errno));
    e->file = mem_strdup(w->diags->ctx, item->output->path);
    if (!item->output->created && !item->for_good)
        keep_old(w, item, e);
    return false;
}

/* All exchanged, or none. */
static bool exchange_all(struct work *w)
{
    size_t done = 0;
    while (done < w->n && (!w->items[done].output->changed || exchange(&w->items[done])))
        done++;
    if (done == w->n)
        return true;
    size_t at = w->diags->n;
    bool all_back = true;
    refuse(w, &w->items[done], "cannot replace", errno);
    for (size_t i = 0; i < done; i++)
        if (w->items[i].output->changed)
            all_back = take_back(w, &w->items[i]) && all_back;
    if (!all_back)
        w->diags->items[at].hint = NULL; /* something was written, as what follows says */
    return false;
}

/* Whether of this run or of one that was killed. */
static void clear_staged(const struct work *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->items[i].seat.dir >= 0 && w->items[i].staged && !w->items[i].holds_old)
            unlinkat(w->items[i].seat.dir, w->items[i].staged, 0);
}

/* Every directory is held open: a tree may have more of them than a process may by default. */
static void allow_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

enum { MANY = 200 };

bool publish_outputs(struct output *outputs, size_t n, struct diags *diags)
{
    if (n > MANY)
        allow_descriptors();
    void *ctx = mem_root("publish");
    struct work w = {.ctx = ctx, .items = mem_array(ctx, struct item, n), .n = n, .diags = diags};
    bool ok = open_items(&w, outputs);
    if (ok) {
        lock_directories(&w);
        for (size_t i = 0; ok && i < n; i++)
            ok = compare_with_disk(&w, &w.items[i]);
        for (size_t i = 0; ok && i < n; i++)
            ok = stage(&w, &w.items[i]);
        ok = ok && exchange_all(&w);
        clear_staged(&w);
    }
    close_items(&w);
    unlock(&w);
    mem_free(ctx);
    return ok;
}
