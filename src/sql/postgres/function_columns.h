/*
 * Views of functions whose rows have got columns since: PostgreSQL, and pg_dump, print the names of the columns of then
 * behind the alias, as if the rows had no others.
 */
#ifndef SQL_POSTGRES_FUNCTION_COLUMNS_H
#define SQL_POSTGRES_FUNCTION_COLUMNS_H

#include <stdbool.h>

/*
 * Whether pg_dump prints `dumped` for a query that is `whole`: their trees are the same, but that some names behind
 * the aliases of functions are missing in the former. False also where a text does not parse.
 */
bool is_without_function_columns(const char *dumped, const char *whole);

#endif
