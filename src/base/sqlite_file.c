#include "base/sqlite_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

/* With its NUL. */
static const char magic[16] = "SQLite format 3";

bool begins_as_sqlite(const char *bytes, size_t n)
{
    return n >= sizeof(magic) && memcmp(bytes, magic, sizeof(magic)) == 0;
}

bool is_sqlite_file(int fd)
{
    char head[sizeof(magic)];
    ssize_t n = pread(fd, head, sizeof(head), 0);
    return n > 0 && begins_as_sqlite(head, (size_t)n);
}

/* A file alone is opened: of a device that may be the first step of something. */
static bool is_database(int dir, const char *name)
{
    struct stat st;
    if (fstatat(dir, name, &st, 0) != 0 || !S_ISREG(st.st_mode))
        return false;
    int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    bool is = fd >= 0 && is_sqlite_file(fd);
    if (fd >= 0)
        close(fd);
    return is;
}

const char *sqlite_database_beside(void *ctx, int dir, const char *name)
{
    static const char *const endings[] = {SQLITE_WAL, SQLITE_SHM, SQLITE_JOURNAL};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        size_t length = strlen(endings[i]);
        if (n <= length || strcmp(name + n - length, endings[i]) != 0)
            continue;
        const char *database = mem_strndup(ctx, name, n - length);
        return is_database(dir, database) ? database : NULL;
    }
    return NULL;
}
