#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cache/private.h"

/* Another number is another format, whose entries are none to this one. */
static const char magic[16] = "fullschema 1\n";

enum {
    AT_KIND = 16,
    AT_INDEX = 20,
    AT_INDEX_SIZE = 28,
    AT_KEY = 32,
    AT_DIGEST = AT_KEY + DIGEST_SIZE,
    AT_OWN = AT_DIGEST + DIGEST_SIZE /* of all before it */
};

/* More than any index has. */
enum { LARGEST_INDEX = 64 << 20 };

static void put_number(uint8_t *at, int size, uint64_t number)
{
    for (int i = 0; i < size; i++)
        at[i] = (uint8_t)(number >> (8 * i));
}

static uint64_t get_number(const uint8_t *at, int size)
{
    uint64_t number = 0;
    for (int i = 0; i < size; i++)
        number |= (uint64_t)at[i] << (8 * i);
    return number;
}

void head_write(const struct head *head, uint8_t bytes[HEAD_SIZE])
{
    memset(bytes, 0, HEAD_SIZE);
    memcpy(bytes, magic, sizeof magic);
    put_number(bytes + AT_KIND, 4, head->kind);
    put_number(bytes + AT_INDEX, 8, (uint64_t)head->index_at);
    put_number(bytes + AT_INDEX_SIZE, 4, head->index_size);
    memcpy(bytes + AT_KEY, head->key, DIGEST_SIZE);
    memcpy(bytes + AT_DIGEST, head->index_digest, DIGEST_SIZE);
    digest_of(bytes, AT_OWN, bytes + AT_OWN);
}

static bool head_read(struct head *head, const uint8_t bytes[HEAD_SIZE])
{
    uint8_t own[DIGEST_SIZE];
    digest_of(bytes, AT_OWN, own);
    uint64_t kind = get_number(bytes + AT_KIND, 4), at = get_number(bytes + AT_INDEX, 8),
             index_size = get_number(bytes + AT_INDEX_SIZE, 4);
    if (memcmp(bytes, magic, sizeof magic) != 0 || memcmp(own, bytes + AT_OWN, DIGEST_SIZE) != 0 ||
        kind >= CACHE_KINDS || at > INT64_MAX / 2 || index_size > LARGEST_INDEX)
        return false;
    head->kind = (enum cache_kind)kind;
    head->index_at = (long long)at;
    head->index_size = (size_t)index_size;
    memcpy(head->key, bytes + AT_KEY, DIGEST_SIZE);
    memcpy(head->index_digest, bytes + AT_DIGEST, DIGEST_SIZE);
    return true;
}

bool read_at(int fd, void *bytes, size_t size, long long at)
{
    char *to = bytes;
    while (size > 0) {
        ssize_t n = pread(fd, to, size, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n < 0 ? errno : EIO;
            return false;
        }
        to += n;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

bool write_at(int fd, const void *bytes, size_t size, long long at)
{
    const char *from = bytes;
    while (size > 0) {
        ssize_t n = pwrite(fd, from, size, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        from += n;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

const char *entry_read(int fd, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], void *ctx,
                       struct cache_entry *entry)
{
    uint8_t bytes[HEAD_SIZE], digest[DIGEST_SIZE];
    struct head head;
    if (!read_at(fd, bytes, sizeof bytes, 0) || !head_read(&head, bytes))
        return "it does not begin as an entry does";
    if (head.kind != kind || memcmp(head.key, key, DIGEST_SIZE) != 0)
        return "it is another entry than its name says";
    char *index = mem_array(ctx, char, head.index_size + 1);
    if (!read_at(fd, index, head.index_size, head.index_at))
        return "it ends too early";
    digest_of(index, head.index_size, digest);
    if (memcmp(digest, head.index_digest, DIGEST_SIZE) != 0 || memchr(index, '\0', head.index_size))
        return "its index is damaged";
    *entry = (struct cache_entry){fd, index};
    return NULL;
}
