/* What the files of parity share. */
#ifndef PARITY_PRIVATE_H
#define PARITY_PRIVATE_H

#include "parity/parity.h"

struct parity {
    void *ctx;
    const struct model *const *models; /* of both sides */
    const struct parity_options *options;
    struct parity_findings found;
};

/* A relation on one side, with all that belongs to it. */
struct parity_side {
    const struct model *model;
    const struct item *relation;
    const struct item *const *items;
    size_t n;
};

/* A relation on both. */
struct parity_pair {
    const char *name;
    struct parity_side sides[2];
};

/* What is said of a thing by both sides; what a side has not is NULL. */
struct parity_said {
    const struct item *items[2];
    const char *values[2];
};

/* Both sides are of one engine, whose texts are compared as they are. */
bool parity_is_one_engine(const struct parity *p);

/* Adds a finding, unless it is known. The subject is made of the format. */
void parity_add(struct parity *p, const struct parity_said *said, const char *subject, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a finding of something that only this side has. */
void parity_add_missing(struct parity *p, size_t side, const struct item *item, const char *subject);

/* "audit.log": as subjects name a relation. Belongs to ctx. */
const char *parity_relation_name(void *ctx, const struct item *relation);
bool parity_is_relation(const struct item *item);

/* A relation with all that belongs to it, and that of another side which answers to it: NULL where there is none. */
struct parity_side parity_side_of(const struct model *model, const struct item *relation);
const struct item *parity_find_relation(const struct model *model, const struct item *like);

/* The column of that name, in any case; NULL where the side has none. */
const struct item *parity_column(const struct parity_side *side, const char *name);

/* A relation's columns as they stand in it. Belongs to ctx. */
const struct item **parity_columns_in_order(void *ctx, const struct parity_side *side, size_t *n);

/* The primary key, or NULL; the columns of a key, as parity_columns. */
const struct item *parity_primary_key(const struct parity_side *side);
char *parity_key_columns(const struct parity *p, const struct item *key);

/* ---- text.c ---- */

/*
 * SQL without what is only spelling: case and white space outside of strings,
 * casts, quotes of names, parentheses around the whole. Belongs to ctx.
 */
char *parity_text(void *ctx, const char *sql);

/* The same of what is compared: of one engine with its casts, which then mean something. */
char *parity_text_of(const struct parity *p, const char *sql);
bool parity_same_text(const struct parity *p, const char *a, const char *b);

/* A name without quotes, in those words. */
char *parity_name(void *ctx, const char *name);

/* "a, b" as "\na\nb\n", in parity_text's words; and the list in the first parentheses of a definition. */
char *parity_list(const struct parity *p, const char *list);
char *parity_columns(const struct parity *p, const char *definition);

/* What a definition of a key says beside its columns: " nulls not distinct deferrable", " on conflict replace". */
char *parity_key_manner(void *ctx, const char *definition);

/* A literal without quotes; true, false and bytes as SQLite has them: 1, 0, X'AB'. */
char *parity_literal(void *ctx, const char *literal);

/* ---- type.c ---- */
struct parity_type {
    enum engine engine;
    const char *name; /* "" where none is declared */
};
bool parity_same_type(const struct parity_type types[2]);

/* The sort of values of a type of Postgres that an application converts; false for all others. */
bool parity_sort_of(const char *postgres_type, enum parity_sort *sort);

/* ---- column.c, key.c, row.c, code.c ---- */
void parity_check_columns(struct parity *p, const struct parity_pair *pair);
void parity_check_keys(struct parity *p, const struct parity_pair *pair);
void parity_check_indexes(struct parity *p, const struct parity_pair *pair);
void parity_check_rows(struct parity *p, const struct parity_pair *pair);
void parity_check_view(struct parity *p, const struct parity_pair *pair);
void parity_check_triggers(struct parity *p, const struct parity_pair *pair);

#endif
