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
#ifndef CATALOG_VOLATILE_H
#define CATALOG_VOLATILE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

/* A row and where it stands; nothing of it is owned. */
struct volatile_row {
    const char *schema; /* "" on SQLite */
    const char *table;
    size_t n;
    const char *const *columns;
    const struct cell *cells;
};

struct volatiles;

/* Belongs to ctx. */
struct volatiles *volatiles_new(void *ctx);

/* The cell in column `at` of the row was computed by `expression`. All is copied. */
void volatiles_add(struct volatiles *volatiles, const struct volatile_row *row, size_t at, const char *expression);

/* The expression of such a cell; NULL: it is a value like others. `volatiles` may be NULL. */
const char *volatiles_expression(const struct volatiles *volatiles, const struct volatile_row *row, size_t at);

/* True when there is no such cell. */
bool volatiles_empty(const struct volatiles *volatiles);

/* True when a table of that name, in whichever schema, has such cells; or one of its columns of that name. */
bool volatiles_in_table(const struct volatiles *volatiles, const char *table);
bool volatiles_in_column(const struct volatiles *volatiles, const char *column);

/* The expression of a cell of that value, in whichever table and column; NULL: there is none. */
const char *volatiles_anywhere(const struct volatiles *volatiles, const struct cell *cell);

/* Names of constraints NOT NULL that the server chose, though what they are made of may be called otherwise today. */
void volatiles_add_server_name(struct volatiles *volatiles, const char *name);
bool volatiles_is_server_name(const struct volatiles *volatiles, const char *name); /* `volatiles` may be NULL */
const char *const *volatiles_server_names(const struct volatiles *volatiles, size_t *n);

/* What a table or a column is called from now on. */
void volatiles_rename_table(struct volatiles *volatiles, const char *table, const char *name);
void volatiles_rename_column(struct volatiles *volatiles, const char *table, const char *column, const char *name);

/* True for the same type and bytes. */
bool cells_equal(const struct cell *a, const struct cell *b);

#endif
