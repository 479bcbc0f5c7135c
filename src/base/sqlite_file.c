#include "base/sqlite_file.h"

#include <string.h>
#include <unistd.h>

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
