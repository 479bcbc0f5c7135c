#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/shortage.h"
#include "engine/cluster.h"

enum { TAIL_BYTES = 2000, LOG_BYTES = 1 << 20, SOCKET_NAME_SIZE = sizeof "/.s.PGSQL.5432" };

/* What a socket's address has room for, and what libpq reads as one host. */
static bool check_path(const char *parent, struct diags *diags)
{
    struct sockaddr_un address;
    struct diag *e = NULL;
    if (strlen(parent) + sizeof "/fullschema-XXXXXX" - 1 + SOCKET_NAME_SIZE > sizeof address.sun_path)
        e = diag_error(diags, "the path of the directory for temporary files is too long for a unix socket: %s",
                       parent);
    else if (strchr(parent, ','))
        e = diag_error(diags, "a unix socket cannot be named in a directory with a comma: %s", parent);
    if (e)
        diag_hint(diags, e, "set TMPDIR to another directory");
    return !e;
}

void cluster_dir_sweep(const struct scratch *dir, const struct account *account)
{
    const char *const usual[] = {scratch_memory, "/tmp"};
    cluster_sweep(dir->parent, account);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(dir->parent, usual[i]) != 0)
            cluster_sweep(usual[i], account);
}

bool cluster_dir_make(struct scratch *dir, const struct account *account, void *ctx, struct diags *diags)
{
    const char *parent = scratch_parent(ctx, diags);
    dir->fd = dir->lock_fd = -1;
    if (!parent || !check_path(parent, diags) || !scratch_make(dir, ctx, diags))
        return false;
    if (!account->change || fchown(dir->fd, account->uid, account->gid) == 0)
        return true;
    diag_error(diags, "cannot give %s to user %s: %s", dir->path, account->name, strerror(errno));
    scratch_remove(dir);
    return false;
}

bool cluster_dir_write(const struct scratch *dir, const char *name, const char *content, const struct account *account,
                       struct diags *diags)
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

/* The last lines of a file, of so many bytes. */
static char *read_end(const struct scratch *dir, const char *name, size_t most, void *ctx)
{
    char *buffer = mem_array(ctx, char, most + 1);
    struct stat st;
    ssize_t n = 0;
    int fd = openat(dir->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    off_t size = (off_t)most, start = fstat(fd, &st) == 0 && st.st_size > size ? st.st_size - size : 0;
    n = pread(fd, buffer, most, start);
    close(fd);
    if (n <= 0)
        return NULL;
    buffer[n] = '\0';
    const char *from = buffer;
    if (start > 0 && strchr(buffer, '\n'))
        from = strchr(buffer, '\n') + 1;
    return mem_strdup(ctx, from);
}

char *cluster_dir_tail(const struct scratch *dir, const char *name, void *ctx)
{
    return read_end(dir, name, TAIL_BYTES, ctx);
}

char *cluster_dir_log(const struct scratch *dir, void *ctx)
{
    return read_end(dir, "log", LOG_BYTES, ctx);
}

static void explain_full_disk(const struct scratch *dir, const char *log, struct diags *diags, struct diag *e)
{
    if (!says_no_room(log))
        return;
    if (strstr(log, "shared memory segment"))
        diag_hint(diags, e, "%s is full: make room in it, or give the container more of it (docker run --shm-size)",
                  scratch_memory);
    else
        diag_hint(
            diags, e,
            "there is no room left for us in %s: set TMPDIR to a directory with more room; a server takes about 60 MiB",
            dir->parent);
}

bool cluster_dir_fail(const struct scratch *dir, const char *what, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s", what);
    char *tail = cluster_dir_tail(dir, "log", diags->ctx);
    if (tail) {
        diag_detail(diags, e, tail);
        explain_full_disk(dir, tail, diags, e);
    }
    return false;
}
