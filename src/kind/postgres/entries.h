/* Arrays of "name=value" texts, as catalogs keep options and settings, while statements change one entry at a time. */
#ifndef KIND_POSTGRES_ENTRIES_H
#define KIND_POSTGRES_ENTRIES_H

#include <stddef.h>

struct entries {
    void *ctx; /* what all of it belongs to */
    const char **items;
    size_t n;
};

/* Those of an array as the server prints it; NULL: none. */
struct entries entries_read(void *ctx, const char *array);

/* Puts an entry in the place of the one of its name, else at the end; NULL: takes that one away. */
void entries_set(struct entries *entries, const char *name, const char *entry);

/* The array, in the order of `compare` (as qsort has it), or as they stand (NULL). NULL where none is left. */
const char *entries_text(void *ctx, const struct entries *entries, int (*compare)(const void *a, const void *b));

#endif
