/*
 * Rows made up for tables that are empty, so that deltas meet data: a few each, valid for the constraints of the table
 * as far as trying finds such. Only the database says what is valid; nothing is known of what an application would
 * write.
 */
#ifndef ROWS_ROWS_H
#define ROWS_ROWS_H

#include <stdint.h>

#include "base/diag.h"
#include "engine/engine.h"

enum rows_manner {
    ROWS_MIXED, /* one full row, one with NULL and defaults where these may be, one that is equal where it may be */
    ROWS_PLAIN, /* every column has a value, and each another */
};

/* A table without such rows, and why: in the words of the server. */
struct rows_gap {
    const char *table;
    const char *why;
};

struct rows_maker;

/* One for each database. The same seed makes the same rows. Belongs to ctx. */
struct rows_maker *rows_maker_new(void *ctx, uint64_t seed);

/* Tables that are there now are somebody's bookkeeping, and never get rows. False with diagnostics. */
bool rows_pass_over(struct rows_maker *maker, struct connection *connection, struct diags *diags);

/*
 * Makes rows for tables that are empty and were not seen before, or have been emptied to be filled again. Outside of
 * transactions. What cannot be made is a gap. False with diagnostics where the database cannot be asked.
 */
bool rows_fill(struct rows_maker *maker, struct connection *connection, enum rows_manner manner, struct diags *diags);

/*
 * Takes the rows of those filled tables away that `text` names as words (NULL: all), and of those that refer to them.
 * The next rows_fill fills them again. Returns how many tables.
 */
size_t rows_empty(struct rows_maker *maker, struct connection *connection, const char *text);

const struct rows_gap *rows_gaps(const struct rows_maker *maker, size_t *n);

#endif
