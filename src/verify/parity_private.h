/* What the files of parity share. */
#ifndef VERIFY_PARITY_PRIVATE_H
#define VERIFY_PARITY_PRIVATE_H

#include "verify/parity.h"

struct parity {
    void *ctx;
    const struct model *postgres, *sqlite;
    struct reasons *known; /* or NULL */
    struct parity_findings found;
};

/* A relation on one side, with all that belongs to it. */
struct parity_side {
    const struct model *model;
    const struct item *relation; /* NULL: there is none */
    const struct item *const *items;
    size_t n;
};

/* A relation on both. */
struct parity_pair {
    const char *name;
    struct parity_side postgres, sqlite;
};

/* Adds a finding, unless it is known. The subject is made of the format. */
void parity_add(struct parity *p, const struct item *postgres_item, const char *postgres_value,
                const struct item *sqlite_item, const char *sqlite_value, const char *subject, ...)
    __attribute__((format(printf, 6, 7)));

/* Adds a finding of something that only one side has: the other item is NULL. */
void parity_add_missing(struct parity *p, const struct item *postgres_item, const struct item *sqlite_item,
                        const char *subject);

/* The column of that name, in any case; NULL where the side has none. */
const struct item *parity_column(const struct parity_side *side, const char *name);

/* The primary key, or NULL. */
const struct item *parity_primary_key(const struct parity_side *side);

/* ---- parity_text.c ---- */

/*
 * SQL without what is only spelling: case and white space outside of strings,
 * casts, quotes of names, parentheses around the whole. Belongs to ctx.
 */
char *parity_text(void *ctx, const char *sql);
bool parity_same_text(void *ctx, const char *a, const char *b);

/* A name without quotes, in those words. */
char *parity_name(void *ctx, const char *name);

/* "a, b" as "\na\nb\n", in parity_text's words; and the list in the first parentheses of a definition. */
char *parity_list(void *ctx, const char *list);
char *parity_columns(void *ctx, const char *definition);

/* A literal without quotes; true, false and bytes as SQLite has them: 1, 0, X'AB'. */
char *parity_literal(void *ctx, const char *literal);

/* ---- parity_type.c ---- */
bool parity_same_type(const char *postgres_type, const char *sqlite_type);

/* ---- parity_column.c, parity_key.c, parity_row.c ---- */
void parity_check_columns(struct parity *p, const struct parity_pair *pair);
void parity_check_keys(struct parity *p, const struct parity_pair *pair);
void parity_check_indexes(struct parity *p, const struct parity_pair *pair);
void parity_check_rows(struct parity *p, const struct parity_pair *pair);

#endif
