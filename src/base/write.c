#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/regular.h"
#include "base/root.h"

static const char no_directory[] = "cannot make the directory";

bool seat_open(void *ctx, const char *directory, const char *path, struct seat *seat, struct diags *diags)
{
    char *above = dirname(mem_strdup(ctx, path));
    seat->name = basename(mem_strdup(ctx, path));
    seat->dir = place_make(directory ? directory : above, above, no_directory, diags);
    return seat->dir >= 0;
}

void remove_emptied(const char *directory, const char *path)
{
    void *ctx = mem_root("remove_emptied");
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    size_t named = strlen(directory);
    char *place = dirname(mem_strdup(ctx, path));
    for (bool gone = true; gone && strlen(place) > named && strcmp(place, ".") != 0;) {
        struct seat seat;
        gone = seat_open(ctx, directory, place, &seat, &unsaid) && unlinkat(seat.dir, seat.name, AT_REMOVEDIR) == 0;
        seat_close(&seat);
        place = dirname(mem_strdup(ctx, place));
    }
    mem_free(ctx);
}

void seat_close(struct seat *seat)
{
    if (seat->dir >= 0)
        close(seat->dir);
    seat->dir = -1;
}

static bool refuse(struct diags *diags, const char *path, const char *message)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

static bool refuse_link(struct diags *diags, const char *path)
{
    refuse(diags, path, "is a symbolic link, and nothing is written through one");
    diag_hint(diags, &diags->items[diags->n - 1], "name the file itself, or remove the link");
    return false;
}

/* A pipe that nobody reads would hold up whoever opens it. */
static int open_pipe_or_device(const struct seat *seat)
{
    struct stat st;
    int fd = openat(seat->dir, seat->name, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode)) &&
        fcntl(fd, F_SETFL, O_WRONLY) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

bool stream_open(const char *path, const struct seat *seat, bool named, int *fd, struct diags *diags)
{
    struct stat st;
    int own = named ? own_descriptor(path) : -1;
    *fd = own >= 0 ? fcntl(own, F_DUPFD_CLOEXEC, 0) : -1;
    if (own >= 0)
        return *fd >= 0 || refuse(diags, path, "cannot write: there is no descriptor left");
    if (fstatat(seat->dir, seat->name, &st, AT_SYMLINK_NOFOLLOW) != 0 || S_ISREG(st.st_mode))
        return true;
    if (S_ISLNK(st.st_mode))
        return refuse_link(diags, path);
    if (!named || (!S_ISFIFO(st.st_mode) && !S_ISCHR(st.st_mode)))
        return refuse_kind(path, st.st_mode, diags);
    *fd = open_pipe_or_device(seat);
    if (*fd >= 0)
        return true;
    if (S_ISFIFO(st.st_mode) && errno == ENXIO)
        return refuse(diags, path, "is a FIFO (named pipe) that nobody reads");
    return refuse(diags, path, mem_printf(diags->ctx, "cannot write: %s", strerror(errno)));
}

bool write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text += n;
        size -= (size_t)n;
    }
    return true;
}

bool file_create(const char *directory, const char *path, const char *text, struct diags *diags)
{
    return file_create_bytes(directory, path, text, strlen(text), diags);
}

bool file_create_bytes(const char *directory, const char *path, const void *bytes, size_t size, struct diags *diags)
{
    void *ctx = mem_root("file_create");
    struct seat seat;
    if (!seat_open(ctx, directory, path, &seat, diags)) {
        mem_free(ctx);
        return false;
    }
    int fd = openat(seat.dir, seat.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool ok = fd >= 0 && write_all(fd, bytes, size);
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        error = errno;
        ok = false;
    }
    seat_close(&seat);
    mem_free(ctx);
    if (ok)
        return true;
    return refuse(diags, path,
                  error == EEXIST ? "is there already" : mem_printf(diags->ctx, "cannot write: %s", strerror(error)));
}

int file_open_end(const char *path, const char *doing, struct diags *diags)
{
    void *ctx = mem_root("file_open_end");
    char *above = dirname(mem_strdup(ctx, path));
    struct seat seat = {place_open(above, O_PATH | O_DIRECTORY, 0, doing, diags), basename(mem_strdup(ctx, path))};
    int fd = -1;
    if (seat.dir >= 0 && stream_open(path, &seat, true, &fd, diags) && fd < 0) {
        fd = openat(seat.dir, seat.name, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
                    0666);
        if (fd < 0)
            refuse(diags, path, mem_printf(diags->ctx, "%s: %s", doing, strerror(errno)));
    }
    seat_close(&seat);
    mem_free(ctx);
    return fd;
}

bool make_own_directory(const char *path)
{
    return mkdir(path, 0700) == 0;
}
