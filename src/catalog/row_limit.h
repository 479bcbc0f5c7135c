/*
 * How many rows of tables a catalog may hold. A delta makes millions in one
 * statement, and each becomes an object and a line of the snapshot.
 */
#ifndef CATALOG_ROW_LIMIT_H
#define CATALOG_ROW_LIMIT_H

#include <stdbool.h>
#include <stddef.h>

struct reading;
struct rows;

struct row_limit {
    size_t most;         /* of all tables together; 0: any */
    size_t taken;        /* so far */
    size_t bytes;        /* in their cells, so far: a snapshot of more than LARGEST_FILE is none */
    const char *refused; /* the table whose rows did not come or were too many; belongs to the diagnostics' context */
};

/* What the query of one table's rows ends with, so that no more come than tell that there are too many. Belongs to ctx.
 */
char *row_limit_clause(const struct reading *reading, void *ctx);

/* Counts the rows of a table that was asked so. False with a diagnostic where there are too many. `schema` may be "".
 */
bool row_limit_take(struct reading *reading, const char *schema, const char *table, const struct rows *rows);

/* Says whose rows did not come, for whoever knows which delta wrote them. */
void row_limit_refuse(struct reading *reading, const char *table);

#endif
