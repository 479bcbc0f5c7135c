/*
 * Cells that depend on the clock, with the expressions they were computed
 * by: what a row is printed with in place of its value, so that loading the
 * snapshot computes it again. They are found while deltas run (clock/clock.h)
 * and asked for when rows are read.
 *
 * A cell is known by its table, its column and its value, as the server says
 * it under the session's own settings; the rest of its row tells apart what
 * is the same by chance.
 */
#ifndef CATALOG_KEPT_H
#define CATALOG_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

/* A row and where it stands; nothing of it is owned. */
struct kept_row {
    const char *schema; /* "" on SQLite */
    const char *table;
    size_t n;
    const char *const *columns;
    const struct cell *cells;
};

struct kept;

/* Belongs to ctx. */
struct kept *kept_new(void *ctx);

/* The cell in column `at` of the row was computed by `expression`. All is copied. */
void kept_add(struct kept *kept, const struct kept_row *row, size_t at, const char *expression);

/* The expression of such a cell; NULL: it is a value like others. `kept` may be NULL. */
const char *kept_expression(const struct kept *kept, const struct kept_row *row, size_t at);

/* True when there is no such cell. */
bool kept_empty(const struct kept *kept);

/* True when a table of that name, in whichever schema, has such cells; or one of its columns of that name. */
bool kept_in_table(const struct kept *kept, const char *table);
bool kept_in_column(const struct kept *kept, const char *column);

/* The expression of a cell of that value, in whichever table and column; NULL: there is none. */
const char *kept_anywhere(const struct kept *kept, const struct cell *cell);

/* Names of constraints NOT NULL that the server chose, though what they are made of may be called otherwise today. */
void kept_add_server_name(struct kept *kept, const char *name);
bool kept_is_server_name(const struct kept *kept, const char *name); /* `kept` may be NULL */

/* What a table or a column is called from now on. */
void kept_rename_table(struct kept *kept, const char *table, const char *name);
void kept_rename_column(struct kept *kept, const char *table, const char *column, const char *name);

/* True for the same type and bytes. */
bool cells_equal(const struct cell *a, const struct cell *b);

#endif
