/* A copy of a SQLite file whose last transaction was not finished. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/sqlite.h"

static const char *const suffixes[] = {"", "-journal"};
enum { FILES = sizeof suffixes / sizeof *suffixes, BUFFER = 1 << 16 };

static bool copy_bytes(int from, int to)
{
    char buffer[BUFFER];
    ssize_t n;
    while ((n = read(from, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0; at < n;) {
            ssize_t written = write(to, buffer + at, (size_t)(n - at));
            if (written < 0)
                return false;
            at += written;
        }
    return n == 0;
}

static bool copy_file(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok = out >= 0 && copy_bytes(in, out);
    int error = errno;
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0)
        ok = false;
    errno = error;
    return ok;
}

char *sqlite_copy(const char *path, struct scratch *scratch, void *ctx, struct diags *diags)
{
    bool ok = true;
    if (!scratch_make(scratch, ctx, diags))
        return NULL;
    char *copy = mem_printf(ctx, "%s/database", scratch->path);
    for (size_t i = 0; ok && i < FILES; i++)
        ok = copy_file(mem_printf(ctx, "%s%s", path, suffixes[i]), mem_printf(ctx, "%s%s", copy, suffixes[i]));
    if (ok)
        return copy;
    struct diag *e = diag_error(diags, "cannot copy the database to %s: %s", scratch->parent, strerror(errno));
    e->file = mem_strdup(diags->ctx, path);
    diag_detail(diags, e, "its last transaction was not finished, and only a copy may be rolled back");
    diag_hint(diags, e, "set TMPDIR to a directory with room for it");
    scratch_remove(scratch);
    return NULL;
}
