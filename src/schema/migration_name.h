/*
 * Names of migrations, as the tools that read such directories write them:
 * which number a name has, which of two comes first, what takes back another.
 * What is read is reported in docs/numbered.md.
 */
#ifndef SCHEMA_MIGRATION_NAME_H
#define SCHEMA_MIGRATION_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum migration_role {
    MIGRATION_NUMBERED,
    MIGRATION_REPEATED, /* R__views: has no number, and runs after those that have */
    MIGRATION_UNDO,     /* U7__rooms: takes V7__rooms back */
    MIGRATION_BASELINE  /* B7__all: stands for all numbers up to its own */
};

enum { MIGRATION_PARTS = 8 };

/* Digits without zeros in front: some tools' dates are longer than any integer. */
struct migration_part {
    const char *digits;
    size_t n;
};

struct migration_name {
    enum migration_role role;
    struct migration_part parts[MIGRATION_PARTS]; /* of V1.2: 1 and 2 */
    size_t n_parts;
};

/*
 * Takes the name of a file or directory apart, by the forms of all tools, which the result borrows or copies to ctx.
 * False: none of a migration.
 */
bool migration_name_read(void *ctx, const char *text, struct migration_name *name);

/* The same, for names of tools that look into directories. */
bool migration_name_read_below(void *ctx, const char *text, struct migration_name *name);

/* 7_rooms.down.sql and the like: the down migration in a file of its own. */
bool migration_name_is_down(const char *text);

/* Compares part by part; 1 and 1.0 are the same. What has no number is last. */
int migration_name_compare(const struct migration_name *a, const struct migration_name *b);

/*
 * For the forms of tools: reads one number as the next part. NULL where there
 * is none, or no place for it; else what is behind it.
 */
const char *migration_name_part(const char *text, struct migration_name *name);

/* For the same: whether what is behind the number ends it, `_`, `-` or `.`. */
bool migration_name_ends(const char *rest);

#endif
