/* What a constraint's text says of columns and tables, for links between them. */
#ifndef PAGE_REFERENCE_H
#define PAGE_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

struct names {
    const char **items; /* without quotes; as the engine keeps them */
    size_t n;
};

struct reference {
    struct names columns; /* the ones that refer */
    const char *schema;   /* of the table referred to; "" for the default one */
    const char *table;
    struct names targets; /* none: the table's primary key */
    const char *rest;     /* "ON DELETE CASCADE DEFERRABLE", or "" */
};

/* Reads `FOREIGN KEY (a) REFERENCES t (b) ...`. False where it is something else. Belongs to ctx. */
bool reference_read(void *ctx, enum engine engine, const char *definition, struct reference *reference);

struct relation_name {
    const char *schema; /* "" for the default one */
    const char *name;
};

/* Reads `a, "B c".d`: what a table inherits from or is a partition of. Returns how many, 0 where it
 * is something else; they belong to ctx. */
size_t relation_names_read(void *ctx, enum engine engine, const char *list, struct relation_name **names);

/* The plain columns in the first parentheses: of `PRIMARY KEY (a, b)` a and b. Belongs to ctx. */
struct names key_columns(void *ctx, enum engine engine, const char *definition);

/* Names of one meaning on both engines: compared without regard to the case of ASCII letters. */
bool equal_names(const char *a, const char *b);
bool names_hold(const struct names *names, const char *name);

#endif
