#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/cluster.h"

enum { TRIES = 100, TAIL_BYTES = 2000, SOCKET_NAME_SIZE = sizeof "/.s.PGSQL.5432" };

/* A run takes about a tenth of it; below, memory is no place to put a database. */
static const unsigned long long roomy = 1ULL << 30;

static const char memory[] = "/dev/shm";

/* Containers have the directory too, with 64 MB. */
static bool is_roomy_memory(const char *path)
{
    enum { TMPFS = 0x01021994 };
    struct statfs fs;
    return statfs(path, &fs) == 0 && fs.f_type == TMPFS && access(path, W_OK | X_OK) == 0 &&
           (unsigned long long)fs.f_bavail * (unsigned long long)fs.f_bsize >= roomy;
}

static bool parent_directory(struct cluster_dir *dir, void *ctx, struct diags *diags)
{
    const char *wanted = getenv("TMPDIR");
    if (!wanted || !*wanted)
        wanted = is_roomy_memory(memory) ? memory : "/tmp";
    char *real = realpath(wanted, NULL);
    if (!real) {
        diag_error(diags, "cannot use the directory for temporary files %s: %s", wanted, strerror(errno));
        return false;
    }
    dir->parent = mem_strdup(ctx, real);
    free(real);
    return true;
}

/* What a socket's address has room for, and what libpq reads as one host. */
static bool check_path(const struct cluster_dir *dir, struct diags *diags)
{
    struct sockaddr_un address;
    struct diag *e = NULL;
    if (strlen(dir->path) + SOCKET_NAME_SIZE > sizeof address.sun_path)
        e = diag_error(diags, "the path of the directory for temporary files is too long for a unix socket: %s",
                       dir->parent);
    else if (strchr(dir->path, ','))
        e = diag_error(diags, "a unix socket cannot be named in a directory with a comma: %s", dir->parent);
    if (e)
        diag_hint(diags, e, "set TMPDIR to another directory");
    return !e;
}

/*
 * Locks the new directory. Another run that sweeps may have found it between
 * mkdtemp and here and be removing it; then the lock cannot be taken, or is
 * taken on a file that is no longer there.
 */
static bool lock(struct cluster_dir *dir)
{
    struct stat st;
    dir->lock_fd = openat(dir->fd, "lock", O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return dir->lock_fd >= 0 && flock(dir->lock_fd, LOCK_EX | LOCK_NB) == 0 && fstat(dir->lock_fd, &st) == 0 &&
           st.st_nlink == 1;
}

static void close_both(struct cluster_dir *dir)
{
    if (dir->lock_fd >= 0)
        close(dir->lock_fd);
    if (dir->fd >= 0)
        close(dir->fd);
    dir->fd = dir->lock_fd = -1;
}

static bool make_once(struct cluster_dir *dir, void *ctx)
{
    char *path = mem_printf(ctx, "%s/fullschema-XXXXXX", strcmp(dir->parent, "/") == 0 ? "" : dir->parent);
    dir->path = path;
    dir->name = strrchr(path, '/') + 1;
    dir->fd = dir->lock_fd = -1;
    if (!mkdtemp(path))
        return false;
    dir->fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return dir->fd >= 0 && lock(dir);
}

void cluster_dir_sweep(const struct cluster_dir *dir, const struct account *account)
{
    const char *const usual[] = {memory, "/tmp"};
    cluster_sweep(dir->parent, account);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(dir->parent, usual[i]) != 0)
            cluster_sweep(usual[i], account);
}

bool cluster_dir_make(struct cluster_dir *dir, const struct account *account, void *ctx, struct diags *diags)
{
    if (!parent_directory(dir, ctx, diags))
        return false;
    dir->path = mem_printf(ctx, "%s/fullschema-XXXXXX", dir->parent);
    if (!check_path(dir, diags))
        return false;
    bool made = false;
    for (int i = 0; i < TRIES && !made; i++) {
        made = make_once(dir, ctx);
        if (!made && dir->fd < 0) /* mkdtemp itself: another try would not help */
            break;
        if (!made)
            close_both(dir);
    }
    if (made && account->change && fchown(dir->fd, account->uid, account->gid) != 0) {
        int error = errno;
        cluster_dir_remove(dir);
        errno = error;
        made = false;
    }
    if (!made)
        diag_error(diags, "cannot make a directory for the server in %s: %s", dir->parent, strerror(errno));
    return made;
}

bool cluster_dir_write(const struct cluster_dir *dir, const char *name, const char *content,
                       const struct account *account, struct diags *diags)
{
    int fd = openat(dir->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    size_t n = strlen(content);
    bool ok = fd >= 0 && write(fd, content, n) == (ssize_t)n &&
              (!account->change || fchown(fd, account->uid, account->gid) == 0);
    if (!ok)
        diag_error(diags, "cannot write %s/%s: %s", dir->path, name, strerror(errno));
    if (fd >= 0)
        close(fd);
    return ok;
}

char *cluster_dir_tail(const struct cluster_dir *dir, const char *name, void *ctx)
{
    char buffer[TAIL_BYTES + 1];
    struct stat st;
    ssize_t n = 0;
    int fd = openat(dir->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    off_t start = fstat(fd, &st) == 0 && st.st_size > TAIL_BYTES ? st.st_size - TAIL_BYTES : 0;
    n = pread(fd, buffer, TAIL_BYTES, start);
    close(fd);
    if (n <= 0)
        return NULL;
    buffer[n] = '\0';
    const char *from = buffer;
    if (start > 0 && strchr(buffer, '\n'))
        from = strchr(buffer, '\n') + 1;
    return mem_strdup(ctx, from);
}

void cluster_dir_remove(struct cluster_dir *dir)
{
    int parent = open(dir->parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    tree_clear(dir->fd, "lock");
    if (parent >= 0) {
        unlinkat(parent, dir->name, AT_REMOVEDIR);
        close(parent);
    }
    close_both(dir);
}
