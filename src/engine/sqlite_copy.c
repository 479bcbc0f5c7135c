/* A copy of a SQLite file whose last transaction was not finished: only that may be rolled back. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/scratch.h"
#include "engine/sqlite.h"

enum { BUFFER = 1 << 16 };

/* Bytes from `at` to `end`. False with errno set. */
static bool copy_piece(int from, int to, off_t at, off_t end, const struct cancellation *stop)
{
    char buffer[BUFFER];
    while (at < end) {
        size_t want = end - at < BUFFER ? (size_t)(end - at) : BUFFER;
        ssize_t n = server_stop_wanted(stop) ? -1 : pread(from, buffer, want, at);
        if (n <= 0)
            return n == 0; /* it is shorter by now, which is seen at the end */
        for (ssize_t done = 0; done < n;) {
            ssize_t written = pwrite(to, buffer + done, (size_t)(n - done), at + done);
            if (written < 0)
                return false;
            done += written;
        }
        at += n;
    }
    return true;
}

/* What is no more than a hole stays one: a file may say that it is larger than any disk. */
static bool copy_bytes(int from, int to, off_t size, const struct cancellation *stop)
{
    for (off_t at = 0; at < size;) {
        off_t data = lseek(from, at, SEEK_DATA);
        if (data < 0 && errno == ENXIO)
            break;
        off_t hole = data < 0 ? -1 : lseek(from, data, SEEK_HOLE);
        if (data < 0)
            data = at;
        off_t end = hole < 0 || hole > size ? size : hole;
        if (!copy_piece(from, to, data, end, stop))
            return false;
        at = end;
    }
    return ftruncate(to, size) == 0;
}

/* A copy of the file in the directory, where it has no name when this returns; -1 with errno set. */
static int copy_file(int from, int directory, const struct cancellation *stop)
{
    static const char name[] = "copy";
    struct stat st;
    int to = openat(directory, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (to < 0)
        return -1;
    unlinkat(directory, name, 0);
    if (fstat(from, &st) == 0 && copy_bytes(from, to, st.st_size, stop))
        return to;
    int error = errno;
    close(to);
    errno = error;
    return -1;
}

static long long size_of(int fd)
{
    struct stat st;
    return fd >= 0 && fstat(fd, &st) == 0 ? st.st_size : 0;
}

bool sqlite_copy(struct sqlite_copy *copy, const int files[GIVEN_FILES], const char *path,
                 const struct cancellation *stop, struct diags *diags)
{
    struct scratch scratch;
    *copy = (struct sqlite_copy){-1, -1, 0};
    if (!scratch_make(&scratch, diags->ctx, diags))
        return false;
    copy->database = copy_file(files[GIVEN_DATABASE], scratch.fd, stop);
    copy->journal = copy->database < 0 ? -1 : copy_file(files[GIVEN_JOURNAL], scratch.fd, stop);
    int error = errno;
    scratch_remove(&scratch);
    copy->size = size_of(copy->database) + size_of(copy->journal);
    if (copy->journal >= 0)
        return true;
    if (copy->database >= 0)
        close(copy->database);
    copy->database = -1;
    if (server_stop_wanted(stop))
        return false;
    struct diag *e = diag_error(diags, "cannot copy the database to %s: %s", scratch.parent, strerror(error));
    e->file = mem_strdup(diags->ctx, path);
    diag_detail(diags, e, "its last transaction was not finished, and only a copy may be rolled back");
    diag_hint(diags, e, "set TMPDIR to a directory with room for it");
    return false;
}
