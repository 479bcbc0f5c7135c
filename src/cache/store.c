#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/files.h"
#include "base/mem.h"
#include "cache/private.h"
#include "trace/trace.h"

static const char *const kinds[CACHE_KINDS] = {
    [CACHE_CLUSTER] = "cluster",     [CACHE_PROOF] = "proof",     [CACHE_STATE] = "state",
    [CACHE_DATABASES] = "databases", [CACHE_CATALOG] = "catalog", [CACHE_LIBRARY] = "library",
};
static const char *const words[CACHE_KINDS] = {
    [CACHE_CLUSTER] = "server",      [CACHE_PROOF] = "proof",     [CACHE_STATE] = "state",
    [CACHE_DATABASES] = "databases", [CACHE_CATALOG] = "catalog", [CACHE_LIBRARY] = "library",
};

/* Files that are being made; one as old as this was left by a run that was killed. */
static const char draft_prefix[] = "new-";
enum { DRAFT_SECONDS = 3600, TRIES = 100 };

const char *cache_kind_text(enum cache_kind kind)
{
    return words[kind];
}

static void entry_name(char name[ENTRY_NAME_SIZE], enum cache_kind kind, const uint8_t key[DIGEST_SIZE])
{
    char hex[DIGEST_HEX + 1];
    digest_hex(key, hex);
    snprintf(name, ENTRY_NAME_SIZE, "%s-%s", kinds[kind], hex);
}

static bool entry_from_name(const char *name, enum cache_kind *kind, uint8_t key[DIGEST_SIZE])
{
    for (int k = 0; k < CACHE_KINDS; k++) {
        size_t n = strlen(kinds[k]);
        *kind = (enum cache_kind)k;
        if (strncmp(name, kinds[k], n) == 0 && name[n] == '-' && strlen(name + n + 1) == DIGEST_HEX &&
            digest_from_hex(name + n + 1, key))
            return true;
    }
    return false;
}

/* What is wrong with who may write to an open file, or NULL. */
static const char *file_fault(int fd)
{
    struct stat st;
    return fstat(fd, &st) != 0          ? strerror(errno)
           : !S_ISREG(st.st_mode)       ? "it is no regular file"
           : st.st_uid != geteuid()     ? "it belongs to somebody else"
           : (st.st_mode & 07777) & 077 ? "others may use it, too"
           : st.st_nlink != 1           ? "it has another name elsewhere"
                                        : NULL;
}

/* Opens the file of an entry. -1 with a reason in *fault (NULL: it is not there). */
static int entry_open(struct cache *cache, const char *name, const char **fault)
{
    size_t link;
    const struct beneath boundary = {cache->fd, NULL};
    int fd = beneath_open(&boundary, name, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, BENEATH_NO_LINKS, &link);
    *fault = NULL;
    if (fd < 0) {
        if (errno != ENOENT)
            *fault = errno == ELOOP ? "it is a symbolic link" : strerror(errno);
        return -1;
    }
    *fault = file_fault(fd);
    if (!*fault)
        return fd;
    close(fd);
    return -1;
}

static void remove_named(struct cache *cache, const char *name)
{
    if (unlinkat(cache->fd, name, 0) != 0 && errno == EISDIR)
        unlinkat(cache->fd, name, AT_REMOVEDIR);
}

/* For --debug: which entry was looked for, and what came of it. */
static void trace_answer(const char *name, const char *fault, bool found)
{
    if (found)
        trace_say(TRACE_ALL, "cache: %s is there", name);
    else if (fault)
        trace_say(TRACE_ALL, "cache: %s is not used, and removed: %s", name, fault);
    else
        trace_say(TRACE_ALL, "cache: %s is not there", name);
}

bool cache_find(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], void *ctx,
                struct cache_entry *entry)
{
    char name[ENTRY_NAME_SIZE];
    const char *fault;
    *entry = (struct cache_entry){.fd = -1};
    if (!cache)
        return false;
    entry_name(name, kind, key);
    int fd = entry_open(cache, name, &fault);
    if (fd >= 0)
        fault = entry_read(fd, kind, key, ctx, entry);
    trace_answer(name, fault, !fault && fd >= 0);
    if (!fault && fd >= 0) {
        futimens(fd, NULL); /* it was used now: others go before it */
        return true;
    }
    if (fault)
        remove_named(cache, name);
    if (fd >= 0)
        close(fd);
    entry->fd = -1;
    return false;
}

void cache_entry_close(struct cache_entry *entry)
{
    if (entry->fd >= 0)
        close(entry->fd);
    entry->fd = -1;
}

void cache_remove(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE])
{
    char name[ENTRY_NAME_SIZE];
    entry_name(name, kind, key);
    remove_named(cache, name);
}

bool cache_begin(struct cache *cache, struct cache_draft *draft)
{
    *draft = (struct cache_draft){.cache = cache, .fd = -1, .end = HEAD_SIZE};
    for (int i = 0; cache && i < TRIES && draft->fd < 0; i++) {
        snprintf(draft->name, sizeof draft->name, "%s%ld-%d", draft_prefix, (long)getpid(), i);
        draft->fd = openat(cache->fd, draft->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (draft->fd < 0 && errno != EEXIST)
            break;
    }
    return draft->fd >= 0;
}

void cache_abandon(struct cache_draft *draft)
{
    if (draft->fd < 0)
        return;
    unlinkat(draft->cache->fd, draft->name, 0);
    close(draft->fd);
    draft->fd = -1;
}

static int by_use(const void *a, const void *b)
{
    const struct cache_item *x = a, *y = b;
    if (x->used.tv_sec != y->used.tv_sec)
        return x->used.tv_sec < y->used.tv_sec ? 1 : -1;
    if (x->used.tv_nsec != y->used.tv_nsec)
        return x->used.tv_nsec < y->used.tv_nsec ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void look_at(struct cache *cache, const char *name, void *ctx, struct cache_list *list)
{
    struct stat st;
    enum cache_kind kind;
    uint8_t key[DIGEST_SIZE];
    if (fstatat(cache->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (strncmp(name, draft_prefix, strlen(draft_prefix)) == 0 && time(NULL) - st.st_mtime > DRAFT_SECONDS)
        remove_named(cache, name);
    if (!entry_from_name(name, &kind, key))
        return;
    size_t at = mem_grow(ctx, &list->items, &list->n);
    list->items[at] = (struct cache_item){mem_strdup(ctx, name), kind, (long long)st.st_blocks * 512, st.st_mtim, NULL};
    list->size += list->items[at].size;
}

bool cache_look(struct cache *cache, void *ctx, struct cache_list *list)
{
    *list = (struct cache_list){0};
    int fd = openat(cache->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir && fd >= 0)
        close(fd);
    for (struct dirent *d; dir && (d = directory_next(dir));)
        look_at(cache, d->d_name, ctx, list);
    int error = errno;
    if (dir)
        closedir(dir);
    if (list->n)
        qsort(list->items, list->n, sizeof *list->items, by_use);
    errno = error;
    return error == 0;
}

static void make_room(struct cache *cache)
{
    void *ctx = mem_root("make_room");
    struct cache_list list;
    cache_look(cache, ctx, &list);
    for (size_t i = list.n; i-- > 0 && list.size > cache->limit;) {
        remove_named(cache, list.items[i].name);
        list.size -= list.items[i].size;
    }
    mem_free(ctx);
}

bool cache_write(struct cache_draft *draft, const void *bytes, size_t size, long long *at)
{
    *at = (draft->end + PAGE - 1) / PAGE * PAGE;
    draft->end = *at + (long long)size;
    return write_at(draft->fd, bytes, size, *at);
}

bool cache_commit(struct cache_draft *draft, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], const char *index)
{
    char name[ENTRY_NAME_SIZE];
    uint8_t bytes[HEAD_SIZE];
    size_t index_size = strlen(index);
    struct head head = {.kind = kind, .index_at = draft->end, .index_size = index_size};
    memcpy(head.key, key, DIGEST_SIZE);
    digest_of(index, index_size, head.index_digest);
    head_write(&head, bytes);
    entry_name(name, kind, key);
    bool ok = draft->fd >= 0 && write_at(draft->fd, bytes, sizeof bytes, 0) &&
              write_at(draft->fd, index, index_size, head.index_at) &&
              renameat(draft->cache->fd, draft->name, draft->cache->fd, name) == 0;
    int error = errno;
    if (ok)
        trace_say(TRACE_ALL, "cache: %s is kept", name);
    if (ok)
        make_room(draft->cache);
    else
        cache_abandon(draft);
    if (draft->fd >= 0)
        close(draft->fd);
    draft->fd = -1;
    errno = error;
    return ok;
}

bool cache_put(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], const char *index)
{
    struct cache_draft draft;
    return cache_begin(cache, &draft) && cache_commit(&draft, kind, key, index);
}

void cache_check(struct cache *cache, struct cache_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct cache_item *item = &list->items[i];
        struct cache_entry entry;
        enum cache_kind kind;
        uint8_t key[DIGEST_SIZE];
        void *ctx = mem_context(cache->ctx);
        int fd = entry_open(cache, item->name, &item->fault);
        if (fd < 0 || !entry_from_name(item->name, &kind, key)) {
            mem_free(ctx);
            continue;
        }
        item->fault = entry_read(fd, kind, key, ctx, &entry);
        if (!item->fault && (kind == CACHE_CLUSTER || kind == CACHE_DATABASES))
            item->fault = pack_fault(&entry);
        close(fd);
        mem_free(ctx);
    }
}

size_t cache_drop(struct cache *cache, const struct cache_list *list, bool all)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (all || list->items[i].fault) {
            remove_named(cache, list->items[i].name);
            n++;
        }
    return n;
}
