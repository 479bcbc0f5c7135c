/* Which columns of a table or view are part of a key, on which engine. */
#ifndef PAGE_KEYS_H
#define PAGE_KEYS_H

#include <stdio.h>

#include "page/view.h"

enum key_kind { KEY_PRIMARY, KEY_UNIQUE, KEY_FOREIGN, KEY_KINDS };

/* Of UNIQUE only what is so by itself: a column of several says nothing alone. */
struct keys {
    struct names of[KEY_KINDS][ENGINE_COUNT];
};

/* Adds the columns of a constraint; any other item is none. Belongs to ctx. */
void keys_add(void *ctx, struct keys *keys, enum engine engine, const struct item *item);

/*
 * "PK", and on which engine where it is on one of two that have the column: "PK on SQLite". NULL where it is on none.
 * Belongs to ctx.
 */
char *key_marks(void *ctx, const struct keys *keys, enum key_kind kind, const struct pair *column);

/* The marks of a column behind its name. */
void keys_print(FILE *out, const struct keys *keys, const struct pair *column);

#endif
