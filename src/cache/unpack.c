/* A packed directory made again. What the index says is ours, and is still not believed to stay in the directory. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "cache/private.h"

/* A content and the files that hold it. */
struct part {
    size_t size;
    long long at;
    uint8_t digest[DIGEST_SIZE];
    char *files; /* lines of the index, ended by a NUL */
};

struct unpacking {
    void *ctx;
    int from;
    int directory;
    bool same_device; /* a copy by the file system may share the bytes */
    const struct cache_owner *owner;
    const struct cache_filter *filter;
    struct part *parts;
    size_t n;
    atomic_bool failed;
};

/* A path that stays below. */
static bool is_below(const char *path)
{
    if (!*path || *path == '/')
        return false;
    for (const char *p = path; *p; p += strcspn(p, "/"), p += *p == '/')
        if (*p == '/' || strncmp(p, "../", 3) == 0 || strcmp(p, "..") == 0)
            return false;
    return true;
}

/* Takes the next line off; NULL at the end. */
static char *next_line(char **rest)
{
    char *line = *rest, *end = line ? strchr(line, '\n') : NULL;
    if (!end)
        return NULL;
    *end = '\0';
    *rest = end + 1;
    return line;
}

/* "MODE PATH" behind the letter of a line. */
static const char *mode_and_path(const char *line, mode_t *mode)
{
    char *end;
    *mode = (mode_t)strtoul(line + 2, &end, 8) & 0777;
    return *end == ' ' && is_below(end + 1) ? end + 1 : NULL;
}

static bool is_wanted(const struct unpacking *u, const char *path)
{
    return !u->filter || u->filter->wants(u->filter->data, path);
}

static bool give(int fd, const struct unpacking *u, mode_t mode)
{
    const struct cache_owner *o = u->owner;
    return fchmod(fd, mode) == 0 && ((o->uid == geteuid() && o->gid == getegid()) || fchown(fd, o->uid, o->gid) == 0);
}

static bool make_directory(const struct unpacking *u, const char *line)
{
    mode_t mode;
    const char *path = mode_and_path(line, &mode);
    if (path && !is_wanted(u, path))
        return true;
    if (!path || mkdirat(u->directory, path, 0700) != 0)
        return false;
    int fd = openat(u->directory, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool ok = fd >= 0 && give(fd, u, mode);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool read_part(struct part *part, const char *line)
{
    char *end;
    part->size = strtoull(line + 2, &end, 10);
    part->at = strtoll(end, &end, 10);
    return *end == ' ' && strlen(end + 1) == DIGEST_HEX && digest_from_hex(end + 1, part->digest);
}

/* Makes the directories, and splits the rest into parts. */
static bool read_index(struct unpacking *u, char *index)
{
    size_t n = strlen(index);
    if (n == 0 || index[n - 1] != '\n')
        return false;
    for (char *line; (line = next_line(&index));) {
        if (line[0] == 'd' && (u->directory < 0 || make_directory(u, line)))
            continue;
        size_t at = line[0] == 'c' ? mem_grow(u->ctx, &u->parts, &u->n) : 0;
        if (line[0] != 'c' || !read_part(&u->parts[at], line))
            return false;
        u->parts[at].files = index;
        while (*index == 'f')
            index += strcspn(index, "\n") + 1;
        /* The next part begins where these files end. */
        if (*index)
            index[-1] = '\0';
    }
    return true;
}

/* Where the file systems are the same it may share the blocks; elsewhere that fails at once. */
static bool copied_by_kernel(const struct unpacking *u, int out, const struct part *part)
{
    off_t from = part->at;
    size_t left = part->size;
    while (u->same_device && left > 0) {
        ssize_t n = copy_file_range(u->from, &from, out, NULL, left, 0);
        if (n <= 0)
            break;
        left -= (size_t)n;
    }
    return left == 0;
}

static bool make_file(const struct unpacking *u, const char *line, const struct part *part, const char *bytes)
{
    mode_t mode;
    const char *path = mode_and_path(line, &mode);
    int fd = path ? openat(u->directory, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600) : -1;
    bool ok = fd >= 0 && (copied_by_kernel(u, fd, part) || write_at(fd, bytes, part->size, 0)) && give(fd, u, mode);
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Whether a line speaks of a file that is not wanted; a line that says nothing of a file is found out later. */
static bool is_left_out(const struct unpacking *u, const char *line)
{
    mode_t mode;
    const char *path = mode_and_path(line, &mode);
    return path && !is_wanted(u, path);
}

/* Whether any of the files that hold a content is to be made. */
static bool has_wanted(const struct unpacking *u, char *files)
{
    bool any = !u->filter;
    for (char *end; !any && *files == 'f'; files = *end ? end + 1 : end) {
        char ending = *(end = strchrnul(files, '\n'));
        *end = '\0';
        any = !is_left_out(u, files);
        *end = ending;
    }
    return any;
}

static bool unpack_part(const struct unpacking *u, const struct part *part)
{
    uint8_t digest[DIGEST_SIZE];
    if (!has_wanted(u, part->files))
        return true;
    char *bytes = malloc(part->size + 1);
    bool ok = bytes && read_at(u->from, bytes, part->size, part->at);
    if (ok) {
        digest_of(bytes, part->size, digest);
        ok = memcmp(digest, part->digest, DIGEST_SIZE) == 0;
    }
    char *rest = part->files;
    while (ok && u->directory >= 0 && rest && *rest == 'f') {
        char *end = strchrnul(rest, '\n'), *next = *end ? end + 1 : end;
        *end = '\0';
        ok = is_left_out(u, rest) || make_file(u, rest, part, bytes);
        rest = next;
    }
    free(bytes);
    return ok;
}

static void unpack_one(void *ctx, size_t i)
{
    struct unpacking *u = ctx;
    if (!atomic_load(&u->failed) && !unpack_part(u, &u->parts[i]))
        atomic_store(&u->failed, true);
}

static bool unpack(struct unpacking *u, const struct cache_entry *entry)
{
    struct stat in, out;
    u->ctx = mem_root("cache_unpack");
    u->from = entry->fd;
    u->same_device =
        u->directory >= 0 && fstat(u->from, &in) == 0 && fstat(u->directory, &out) == 0 && in.st_dev == out.st_dev;
    bool ok = read_index(u, mem_strdup(u->ctx, entry->index));
    if (ok)
        parallel_for(u->n, parallel_width(), unpack_one, u);
    mem_free(u->ctx);
    return ok && !atomic_load(&u->failed);
}

bool cache_unpack(const struct cache_entry *entry, int directory, const struct cache_owner *owner,
                  const struct cache_filter *filter)
{
    struct unpacking u = {.directory = directory, .owner = owner, .filter = filter};
    return unpack(&u, entry);
}

const char *pack_fault(const struct cache_entry *entry)
{
    struct unpacking u = {.directory = -1};
    return unpack(&u, entry) ? NULL : "a file in it is damaged";
}
