#include "base/regular.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/wait.h"

static const char doing[] = "cannot read";

/* "a FIFO (named pipe)": what a file that is no regular one is. */
static const char *file_kind(mode_t mode)
{
    return S_ISFIFO(mode)   ? "a FIFO (named pipe)"
           : S_ISDIR(mode)  ? "a directory"
           : S_ISSOCK(mode) ? "a socket"
           : S_ISLNK(mode)  ? "a symbolic link"
           : S_ISBLK(mode)  ? "a block device"
                            : "a character device";
}

bool refuse_kind(const char *path, mode_t mode, struct diags *diags)
{
    struct diag *e = diag_error(diags, "is %s, not a regular file", file_kind(mode));
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

static int give_up(int fd, int error)
{
    if (fd >= 0)
        close(fd);
    errno = error;
    return -1;
}

int regular_open(const struct root *root, const char *path, struct diags *diags)
{
    static const int ways[] = {O_PATH, O_RDONLY | O_NONBLOCK | O_NOCTTY};
    int fd = -1;
    /* First without touching it: to open a device may do something. */
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct stat st;
        if (fd >= 0)
            close(fd);
        fd = root_open_at(root, path, ways[i], doing, diags);
        if (fd < 0)
            return -1;
        if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
            continue;
        if (diags)
            refuse_kind(path, st.st_mode, diags);
        return give_up(fd, EINVAL);
    }
    return fd;
}

int own_descriptor(const char *path)
{
    static const char *const names[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    static const char *const numbered[] = {"/dev/fd/", "/proc/self/fd/"};
    int fd = -1;
    for (int i = 0; i < 3; i++)
        if (strcmp(path, names[i]) == 0)
            fd = i;
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
        size_t n = strlen(numbered[i]),
               digits = strncmp(path, numbered[i], n) == 0 ? strspn(path + n, "0123456789") : 0;
        if (digits > 0 && digits < 9 && !path[n + digits])
            fd = atoi(path + n);
    }
    /* All that this process has opened itself is closed on exec. */
    int flags = fd < 0 ? -1 : fcntl(fd, F_GETFD);
    return flags >= 0 && !(flags & FD_CLOEXEC) ? fd : -1;
}

static bool is_null_device(const struct stat *st)
{
    return S_ISCHR(st->st_mode) && st->st_rdev == makedev(1, 3);
}

int input_open(const char *path, bool *stream, struct diags *diags)
{
    struct stat st;
    int own = own_descriptor(path);
    /* To open a pipe again would forget that its writer has gone. */
    int fd = own >= 0 ? fcntl(own, F_DUPFD_CLOEXEC, 0) : place_open(path, O_PATH, 0, doing, diags);
    if (fd < 0 || fstat(fd, &st) != 0)
        return give_up(fd, errno);
    *stream = !S_ISREG(st.st_mode);
    if (own >= 0 && !S_ISDIR(st.st_mode))
        return fd;
    if (!S_ISREG(st.st_mode) && !is_null_device(&st)) {
        if (diags && !refuse_kind(path, st.st_mode, diags) && S_ISFIFO(st.st_mode))
            diag_hint(diags, &diags->items[diags->n - 1],
                      "nobody may be there to write into it; a command's output is read as <(command) or /dev/stdin");
        return give_up(fd, EINVAL);
    }
    close(fd);
    return place_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, doing, diags);
}

static bool wait_for_more(int fd, const struct cancellation *stop)
{
    long any_time = -1;
    enum waited waited = wait_ready(fd, POLLIN, stop, &any_time);
    if (waited == WAITED_STOPPED)
        errno = ECANCELED;
    return waited == WAITED_READY;
}

/* The bytes that were read; -1 with errno. */
static ssize_t read_some(int fd, char *at, size_t room, bool stream, const struct cancellation *stop)
{
    for (;;) {
        if (stream && !wait_for_more(fd, stop))
            return -1;
        ssize_t n = read(fd, at, room);
        if (n >= 0 || (errno != EINTR && !(stream && errno == EAGAIN)))
            return n;
    }
}

char *read_to_end(void *ctx, int fd, bool stream, const struct cancellation *stop, size_t *size)
{
    char *text = NULL;
    size_t used = 0, capacity = 0;
    ssize_t n = 1;
    while (n > 0) {
        if (capacity - used < 2) {
            capacity = capacity ? capacity * 2 : 8192;
            char *larger = mem_array(ctx, char, capacity);
            if (text)
                memcpy(larger, text, used);
            mem_free(text);
            text = larger;
        }
        n = read_some(fd, text + used, capacity - used - 1, stream, stop);
        used += n > 0 ? (size_t)n : 0;
        if (used >= LARGEST_FILE - 1) {
            errno = EFBIG;
            n = -1;
        }
    }
    give_up(fd, errno);
    if (n < 0) {
        mem_free(text);
        return NULL;
    }
    text[used] = '\0';
    *size = used;
    return text;
}
