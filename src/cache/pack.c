/* A directory as an entry: every different content once, and an index that says which files have it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <uthash.h>

#include "base/files.h"
#include "base/mem.h"
#include "cache/private.h"

/* A server's directory is less deep, and its files are smaller. */
enum { DEEPEST = 16, LARGEST = 256 << 20 };

/* Something that files hold. */
struct content {
    uint8_t digest[DIGEST_SIZE];
    size_t size;
    long long at;
    struct text files; /* lines of the index about them */
    UT_hash_handle hh;
};

struct packing {
    void *ctx;
    struct cache_draft *draft;
    const struct cache_filter *filter;
    FILE *directories;
    struct content *contents;
    char *buffer;
    size_t capacity;
};

/* The bytes of a file, in p->buffer, and what it is. False with errno. */
static bool read_all(struct packing *p, int fd, struct stat *st)
{
    if (fstat(fd, st) != 0)
        return false;
    if (!S_ISREG(st->st_mode) || st->st_size > LARGEST) {
        errno = EINVAL;
        return false;
    }
    size_t size = (size_t)st->st_size;
    if (size > p->capacity) {
        mem_free(p->buffer);
        p->capacity = size;
        p->buffer = mem_array(p->ctx, char, p->capacity);
    }
    return read_at(fd, p->buffer, size, 0);
}

static struct content *content_of(struct packing *p, size_t size)
{
    uint8_t digest[DIGEST_SIZE];
    struct content *c;
    digest_of(p->buffer, size, digest);
    HASH_FIND(hh, p->contents, digest, DIGEST_SIZE, c);
    if (c)
        return c;
    c = mem_new(p->ctx, struct content);
    memcpy(c->digest, digest, DIGEST_SIZE);
    c->size = size;
    text_open(&c->files);
    HASH_ADD(hh, p->contents, digest, DIGEST_SIZE, c);
    return cache_write(p->draft, p->buffer, size, &c->at) ? c : NULL;
}

static bool add_file(struct packing *p, int directory, const char *name, const char *path)
{
    struct stat st;
    int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    bool ok = fd >= 0 && read_all(p, fd, &st);
    const struct content *c = ok ? content_of(p, (size_t)st.st_size) : NULL;
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    if (c)
        fprintf(c->files.out, "f %o %s\n", (unsigned)st.st_mode & 0777, path);
    return c != NULL;
}

static bool is_wanted(const struct packing *p, const char *path)
{
    return !p->filter || p->filter->wants(p->filter->data, path);
}

/* Takes over the descriptor. */
static bool add_directory(struct packing *p, int fd, const char *path, int depth)
{
    DIR *dir = depth < DEEPEST ? fdopendir(fd) : NULL;
    bool ok = dir != NULL;
    if (!dir)
        close(fd);
    for (struct dirent *d; ok && (d = directory_next(dir));) {
        struct stat st;
        char *below = mem_printf(p->ctx, "%s%s%s", path, *path ? "/" : "", d->d_name);
        if (!is_wanted(p, below))
            continue;
        if (fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || strchr(d->d_name, '\n')) {
            ok = false;
        } else if (S_ISDIR(st.st_mode)) {
            int inner = openat(dirfd(dir), d->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            fprintf(p->directories, "d %o %s\n", (unsigned)st.st_mode & 0777, below);
            ok = inner >= 0 && add_directory(p, inner, below, depth + 1);
        } else {
            ok = add_file(p, dirfd(dir), d->d_name, below);
        }
    }
    ok = ok && errno == 0;
    int error = errno;
    if (dir)
        closedir(dir);
    errno = error;
    return ok;
}

/* "c SIZE PLACE DIGEST" and the files that hold it, after all directories. */
static char *index_of(struct packing *p, struct text *directories)
{
    struct text t;
    text_open(&t);
    fputs(text_close(directories, p->ctx), t.out);
    for (struct content *c = p->contents; c; c = c->hh.next) {
        char hex[DIGEST_HEX + 1];
        digest_hex(c->digest, hex);
        fprintf(t.out, "c %zu %lld %s\n%s", c->size, c->at, hex, text_close(&c->files, p->ctx));
    }
    return text_close(&t, p->ctx);
}

bool cache_pack(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], int directory,
                const struct cache_filter *filter)
{
    struct cache_draft draft;
    struct packing p = {.ctx = mem_root("cache_pack"), .draft = &draft, .filter = filter};
    struct text directories;
    text_open(&directories);
    p.directories = directories.out;
    int fd = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = cache_begin(cache, &draft) && fd >= 0 && add_directory(&p, fd, "", 0);
    const char *index = index_of(&p, &directories);
    ok = ok && cache_commit(&draft, kind, key, index);
    int error = errno;
    if (!ok)
        cache_abandon(&draft);
    HASH_CLEAR(hh, p.contents);
    mem_free(p.ctx);
    errno = error;
    return ok;
}
