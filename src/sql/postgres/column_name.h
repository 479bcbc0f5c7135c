/*
 * What the server calls a column of a query that was given no name: by its expression. "?column?" where it has no name
 * for that, which is also what it prints no name for.
 */
#ifndef SQL_POSTGRES_COLUMN_NAME_H
#define SQL_POSTGRES_COLUMN_NAME_H

#include <jansson.h>

/* The name of an expression's column. Borrowed from the tree, or constant. */
const char *column_name_of(const json_t *expression);

/* The same of an index's column: "expr" where it has no name for it. */
const char *index_column_name_of(const json_t *expression);

#endif
