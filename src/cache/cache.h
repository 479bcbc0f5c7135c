/*
 * What may be kept from one run to the next: entries, each a file named by
 * what it is and by a key, the hash of everything that made it. docs/cache.md
 * tells what is kept and why it may be.
 *
 * The directory is private, and so is every entry: of mode 0700 and 0600 and
 * of the user who runs the tool, no link, in no work tree that a pull request
 * could have written. Whatever is otherwise is not used. An entry is made
 * beside its place and put there by one step; it says what its content's hash
 * is, and is checked against it before anybody believes a byte of it.
 *
 *     directory.c   which directory, and whether it may be used
 *     store.c       entries: found, made, counted, cleared
 *     head.c        the beginning of each entry's file
 *     pack.c        a directory of files as an entry, unpack.c and back again
 *     identity.c    which program it is that makes something
 */
#ifndef CACHE_CACHE_H
#define CACHE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "base/diag.h"
#include "base/digest.h"

/* How a person wants it. Strings are borrowed. */
struct cache_options {
    const char *directory; /* NULL: there is none, nothing is kept */
    int limit_mib;         /* what all entries together may take; the oldest go */
};

enum { CACHE_LIMIT_MIB = 1024 };

/*
 * The directory: `chosen`, which is off where it is empty, else that of
 * FULLSCHEMA_CACHE, which is off where it is set and empty, else the user's,
 * fullschema in XDG_CACHE_HOME or ~/.cache. Belongs to ctx; NULL: off.
 */
const char *cache_directory(void *ctx, const char *chosen);

struct cache {
    void *ctx;
    const char *path;
    int fd; /* of the directory */
    long long limit;
};

/*
 * Opens the directory, made where it is missing. Belongs to ctx. NULL with
 * *diags as it was where nothing is to be kept; else, where it may not be
 * used, with a warning that says why.
 */
struct cache *cache_open(void *ctx, const struct cache_options *options, struct diags *diags);

enum cache_kind {
    CACHE_CLUSTER,   /* a server's data directory before anybody has used it */
    CACHE_PROOF,     /* what a snapshot was made from, and the snapshot */
    CACHE_STATE,     /* a database as some deltas leave it: where it is, and what else is to be known */
    CACHE_DATABASES, /* a server's data directory with such databases */
    CACHE_CATALOG,   /* what a proved snapshot was printed from, for others that leave it out */
    CACHE_LIBRARY,   /* what a library says of itself, as a program that is linked with it was told */
    CACHE_KINDS
};

/* An entry being read: its index, which speaks of places in the file. */
struct cache_entry {
    int fd;
    char *index; /* with a NUL behind it, and none in it; belongs to the ctx that was given */
};

/*
 * Opens an entry whose index is as it was written. False where there is none;
 * one that is damaged, or not our own, is removed, and there is none.
 */
bool cache_find(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], void *ctx,
                struct cache_entry *entry);
void cache_entry_close(struct cache_entry *entry);

/* Removes an entry: what its index speaks of is damaged. */
void cache_remove(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE]);

/* An entry being made: a file that has no name among the entries yet. */
struct cache_draft {
    struct cache *cache;
    int fd; /* -1: it could not be made, and all that is done with it does nothing */
    char name[32];
    long long end; /* where more can be written */
};

/* Begins one, which cache_commit or cache_abandon ends. False: the directory cannot be written to. */
bool cache_begin(struct cache *cache, struct cache_draft *draft);

/* Writes at its end, where a page of a file system begins; *at gets the place. False with errno. */
bool cache_write(struct cache_draft *draft, const void *bytes, size_t size, long long *at);

/*
 * Writes its index and head and puts it in its place; then the oldest entries
 * go that are too many. False with errno.
 */
bool cache_commit(struct cache_draft *draft, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], const char *index);
void cache_abandon(struct cache_draft *draft);

/* An entry that has an index and nothing else. False with errno. */
bool cache_put(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], const char *index);

/* Which files and directories are of interest, by their paths ("base/1/1259"); what is below a directory only with it.
 */
struct cache_filter {
    bool (*wants)(void *data, const char *path);
    void *data;
};

/*
 * Makes an entry of the files and directories below `directory`, which is
 * open; filter NULL: of all. False with errno, also where something else is
 * among them.
 */
bool cache_pack(struct cache *cache, enum cache_kind kind, const uint8_t key[DIGEST_SIZE], int directory,
                const struct cache_filter *filter);

/* Who the files that are unpacked belong to; with the ids of who runs the tool nothing is changed. */
struct cache_owner {
    uid_t uid;
    gid_t gid;
};

/*
 * Makes them again in `directory`, which is open and empty; filter NULL: all.
 * False where what is wanted of the entry is damaged or a file cannot be made;
 * then there may be some.
 */
bool cache_unpack(const struct cache_entry *entry, int directory, const struct cache_owner *owner,
                  const struct cache_filter *filter);

/* ---- for `fullschema cache` ---- */

struct cache_item {
    const char *name;
    enum cache_kind kind;
    long long size;
    struct timespec used;
    const char *fault; /* why it may not be used; NULL: nothing is known against it */
};

struct cache_list {
    struct cache_item *items; /* those that were used last first */
    size_t n;
    long long size; /* of all */
};

/* All entries. Belongs to ctx. False with errno where the directory could not be read to its end. */
bool cache_look(struct cache *cache, void *ctx, struct cache_list *list);

/* Reads every byte of each of them, and says what is wrong. */
void cache_check(struct cache *cache, struct cache_list *list);

/* Removes what the list holds of faulty entries, or all. How many are gone. */
size_t cache_drop(struct cache *cache, const struct cache_list *list, bool all);

const char *cache_kind_text(enum cache_kind kind);

#endif
