/* The rows of a database at one moment, and those that another moment has not. */
#ifndef CLOCK_ROWS_H
#define CLOCK_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

/* One table that has rows. */
struct table_rows {
    const char *schema; /* "" on SQLite */
    const char *name;
    size_t n_columns;
    const char **columns;
    struct rows rows;
};

struct database_rows {
    struct table_rows *tables;
    size_t n;
};

/* Reads every table of a person that can be read and has rows. Call it within connection_in_savepoint. Belongs to ctx.
 */
bool rows_read(struct connection *connection, void *ctx, struct database_rows *database, struct sql_failure *failure);

/* SQLite's virtual table of that name, with its columns alone; *table is NULL for none. Within connection_in_savepoint.
 */
bool rows_virtual(struct connection *connection, const char *name, void *ctx, const struct table_rows **table,
                  struct sql_failure *failure);

/* The table of that schema and name; NULL: it has no rows. */
const struct table_rows *rows_table(const struct database_rows *database, const char *schema, const char *name);

/* The place of a column, or -1. */
int rows_column(const struct table_rows *table, const char *column);

/*
 * Says of each row of `table` whether `other` (NULL: nothing) has none like
 * it, over the columns of both; a row that is there twice wants two. Belongs
 * to ctx.
 */
bool *rows_missing(void *ctx, const struct table_rows *table, const struct table_rows *other);

/* What PRAGMA and catalogs say a column of the table is filled with; NULL: nothing. Within connection_in_savepoint. */
bool rows_default(struct connection *connection, const struct table_rows *table, const char *column, void *ctx,
                  const char **expression, struct sql_failure *failure);

/* The text of all that the table's triggers do, "" where it has none. Within connection_in_savepoint. */
bool rows_triggers(struct connection *connection, const struct table_rows *table, void *ctx, const char **text,
                   struct sql_failure *failure);

#endif
