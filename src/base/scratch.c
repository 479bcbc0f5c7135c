#include "base/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/mem.h"

enum { TRIES = 100 };

/* A run takes about a tenth of it; below, memory is no place to put a database. */
static const unsigned long long roomy = 1ULL << 30;

const char scratch_memory[] = "/dev/shm";

/* Containers have the directory too, with 64 MB. */
static bool is_roomy_memory(const char *path)
{
    enum { TMPFS = 0x01021994 };
    struct statfs fs;
    return statfs(path, &fs) == 0 && fs.f_type == TMPFS && access(path, W_OK | X_OK) == 0 &&
           (unsigned long long)fs.f_bavail * (unsigned long long)fs.f_bsize >= roomy;
}

const char *scratch_parent(void *ctx, struct diags *diags)
{
    const char *wanted = getenv("TMPDIR");
    if (!wanted || !*wanted)
        wanted = is_roomy_memory(scratch_memory) ? scratch_memory : "/tmp";
    char *real = realpath(wanted, NULL);
    if (!real) {
        diag_error(diags, "cannot use the directory for temporary files %s: %s", wanted, strerror(errno));
        return NULL;
    }
    char *parent = mem_strdup(ctx, real);
    free(real);
    return parent;
}

/*
 * Locks the new directory. Another run that sweeps may have found it between
 * mkdtemp and here and be removing it; then the lock cannot be taken, or is
 * taken on a file that is no longer there: *swept, and another try helps.
 */
static bool lock(struct scratch *dir, bool *swept)
{
    struct stat st;
    dir->lock_fd = openat(dir->fd, "lock", O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool held = dir->lock_fd >= 0 && flock(dir->lock_fd, LOCK_EX | LOCK_NB) == 0 && fstat(dir->lock_fd, &st) == 0;
    *swept = held ? st.st_nlink != 1 : errno == EWOULDBLOCK || errno == ENOENT;
    return held && !*swept;
}

static void close_both(struct scratch *dir)
{
    if (dir->lock_fd >= 0)
        close(dir->lock_fd);
    if (dir->fd >= 0)
        close(dir->fd);
    dir->fd = dir->lock_fd = -1;
}

/* Of a try that failed nothing is to be left. */
static void undo(struct scratch *dir)
{
    int error = errno;
    if (dir->lock_fd >= 0)
        unlinkat(dir->fd, "lock", 0);
    rmdir(dir->path);
    close_both(dir);
    errno = error;
}

static bool make_once(struct scratch *dir, bool *swept, void *ctx)
{
    char *path = mem_printf(ctx, "%s/fullschema-XXXXXX", strcmp(dir->parent, "/") == 0 ? "" : dir->parent);
    dir->path = path;
    dir->name = strrchr(path, '/') + 1;
    dir->fd = dir->lock_fd = -1;
    *swept = false;
    if (!mkdtemp(path))
        return false;
    dir->fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    *swept = dir->fd < 0 && errno == ENOENT;
    if (dir->fd >= 0 && lock(dir, swept))
        return true;
    undo(dir);
    return false;
}

bool scratch_make(struct scratch *dir, void *ctx, struct diags *diags)
{
    bool made = false, swept = true;
    dir->parent = scratch_parent(ctx, diags);
    if (!dir->parent)
        return false;
    for (int i = 0; i < TRIES && swept && !made; i++)
        made = make_once(dir, &swept, ctx);
    if (!made)
        diag_error(diags, "cannot make a directory for temporary files in %s: %s", dir->parent, strerror(errno));
    return made;
}

/* By its path, which is absolute: a descriptor more may be one too many. */
void scratch_remove(struct scratch *dir)
{
    scratch_clear(dir->fd, "lock");
    rmdir(dir->path);
    close_both(dir);
}
