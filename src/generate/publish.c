#include "generate/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"

static bool refuse(struct diags *diags, const char *path, const char *what, int error)
{
    struct diag *e = diag_error(diags, "%s: %s", what, strerror(error));
    e->file = mem_strdup(diags->ctx, path);
    diag_hint(diags, e, "nothing was written; choose another place with --output, or mend its permissions");
    return false;
}

/* The new text's first home: a hidden neighbour, so that the exchange stays within one file system. */
static char *staged_path(void *ctx, const char *path)
{
    char *dir = mem_strdup(ctx, path), *base = mem_strdup(ctx, path);
    return mem_printf(ctx, "%s/.%s.new", dirname(dir), basename(base));
}

/* A terminal, a pipe, /dev/null: to be written into, and never to be replaced by a file. */
static bool is_stream(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

/* A file that is there and cannot be read must not pass for a new one: it could not be put back. */
static bool compare_with_disk(void *ctx, struct output *output, struct diags *diags)
{
    size_t size = 0;
    output->changed = is_stream(output->path);
    output->created = false;
    if (output->changed)
        return true;
    char *old = file_read(ctx, output->path, &size);
    if (!old && errno != ENOENT && errno != ENOTDIR)
        return refuse(diags, output->path, "cannot read what is there now", errno);
    output->created = !old;
    output->changed = !old || size != strlen(output->text) || memcmp(old, output->text, size) != 0;
    mem_free(old);
    return true;
}

static bool write_all(int fd, const char *text)
{
    for (size_t left = strlen(text); left > 0;) {
        ssize_t n = write(fd, text, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text += n;
        left -= (size_t)n;
    }
    return true;
}

static bool stage(void *ctx, const struct output *output, struct diags *diags)
{
    char *dir = mem_strdup(ctx, output->path);
    dir = dirname(dir);
    if (is_stream(output->path))
        return true;
    if (!make_directories(dir))
        return refuse(diags, dir, "cannot make the directory", errno);
    char *staged = staged_path(ctx, output->path);
    unlink(staged); /* left by a run that was killed */
    int fd = open(staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return refuse(diags, output->path, "cannot write", errno);
    struct stat old;
    bool ok = write_all(fd, output->text) && fsync(fd) == 0;
    if (ok && stat(output->path, &old) == 0)
        ok = fchmod(fd, old.st_mode & 07777) == 0;
    int error = errno;
    close(fd);
    return ok || refuse(diags, output->path, "cannot write", error);
}

static bool write_into(const struct output *output)
{
    int fd = open(output->path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write_all(fd, output->text);
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return ok;
}

/* Puts the staged file in place; the old one, if any, takes the staged name. */
static bool exchange(void *ctx, const struct output *output)
{
    char *staged = staged_path(ctx, output->path);
    if (is_stream(output->path))
        return write_into(output);
    if (output->created)
        return rename(staged, output->path) == 0;
    if (renameat2(AT_FDCWD, staged, AT_FDCWD, output->path, RENAME_EXCHANGE) == 0)
        return true;
    /* File systems without exchange: still atomic for this file, but it cannot be taken back. */
    return (errno == EINVAL || errno == ENOSYS) && rename(staged, output->path) == 0;
}

static void take_back(void *ctx, const struct output *output)
{
    char *staged = staged_path(ctx, output->path);
    if (is_stream(output->path))
        return; /* what was written there is gone */
    if (output->created)
        unlink(output->path);
    else
        (void)!renameat2(AT_FDCWD, staged, AT_FDCWD, output->path, RENAME_EXCHANGE);
}

/* The directories written to, each once, locked in one order by every run: two runs take turns. */
struct locked {
    dev_t device;
    ino_t inode;
    int fd;
};

struct locks {
    struct locked *items;
    size_t n;
};

static int compare_locked(const void *a, const void *b)
{
    const struct locked *x = a, *y = b;
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    return (x->inode > y->inode) - (x->inode < y->inode);
}

/* Directories that cannot be made or opened are left to `stage`, which says so. */
static void open_directories(void *ctx, const struct output *outputs, size_t n, struct locks *locks)
{
    for (size_t i = 0; i < n; i++) {
        char *dir = dirname(mem_strdup(ctx, outputs[i].path));
        struct stat st;
        if (is_stream(outputs[i].path))
            continue;
        int fd = make_directories(dir) ? open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
        if (fd < 0)
            continue;
        fstat(fd, &st);
        size_t at = mem_grow(ctx, &locks->items, &locks->n);
        locks->items[at] = (struct locked){st.st_dev, st.st_ino, fd};
    }
    if (locks->n)
        qsort(locks->items, locks->n, sizeof(*locks->items), compare_locked);
}

static struct locks lock_directories(void *ctx, const struct output *outputs, size_t n)
{
    struct locks locks = {0};
    open_directories(ctx, outputs, n, &locks);
    for (size_t i = 0; i < locks.n; i++) {
        bool again = i > 0 && compare_locked(&locks.items[i], &locks.items[i - 1]) == 0;
        /* File systems without locks: two runs at once are not kept apart there. */
        while (!again && flock(locks.items[i].fd, LOCK_EX) != 0 && errno == EINTR)
            ;
    }
    return locks;
}

static void unlock(const struct locks *locks)
{
    for (size_t i = 0; i < locks->n; i++)
        close(locks->items[i].fd);
}

/* All exchanged, or none. */
static bool exchange_all(void *ctx, const struct output *outputs, size_t n, struct diags *diags)
{
    size_t done = 0;
    while (done < n && (!outputs[done].changed || exchange(ctx, &outputs[done])))
        done++;
    if (done == n)
        return true;
    refuse(diags, outputs[done].path, "cannot replace", errno);
    for (size_t i = 0; i < done; i++)
        if (outputs[i].changed)
            take_back(ctx, &outputs[i]);
    return false;
}

bool publish(struct output *outputs, size_t n, struct diags *diags)
{
    void *ctx = mem_root("publish");
    bool ok = true;
    struct locks locks = lock_directories(ctx, outputs, n);
    for (size_t i = 0; ok && i < n; i++)
        ok = compare_with_disk(ctx, &outputs[i], diags);
    for (size_t i = 0; ok && i < n; i++)
        ok = !outputs[i].changed || stage(ctx, &outputs[i], diags);
    ok = ok && exchange_all(ctx, outputs, n, diags);
    /* Whether of this run or of one that was killed. */
    for (size_t i = 0; i < n; i++)
        unlink(staged_path(ctx, outputs[i].path));
    unlock(&locks);
    mem_free(ctx);
    return ok;
}
