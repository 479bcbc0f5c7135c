/* What the files of this room share. */
#ifndef CACHE_PRIVATE_H
#define CACHE_PRIVATE_H

#include "cache/cache.h"

/*
 * The beginning of an entry's file, of fixed size: what it is, which key, where
 * the index is and its hash. A file that was written by another format of
 * this tool has another beginning, and is none.
 */
enum { HEAD_SIZE = 128, PAGE = 4096 };

struct head {
    enum cache_kind kind;
    uint8_t key[DIGEST_SIZE];
    uint8_t index_digest[DIGEST_SIZE];
    long long index_at;
    size_t index_size;
};

void head_write(const struct head *head, uint8_t bytes[HEAD_SIZE]);

/* Reads or writes all of it at a place in the file. False with errno; EIO where the file ends before. */
bool read_at(int fd, void *bytes, size_t size, long long at);
bool write_at(int fd, const void *bytes, size_t size, long long at);

/* "cluster-<key>", and back. False for any other name. */
enum { ENTRY_NAME_SIZE = 16 + DIGEST_HEX };

/* Reads head and index. NULL, or what is wrong with them. */
const char *entry_read(int fd, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], void *ctx,
                       struct cache_entry *entry);

/* Reads all that the index of a packed directory speaks of. NULL, or what is wrong. */
const char *pack_fault(const struct cache_entry *entry);

#endif
