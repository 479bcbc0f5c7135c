/* How deep the parser's tree of a text could be. */
#ifndef SQL_POSTGRES_DEPTH_H
#define SQL_POSTGRES_DEPTH_H

#include <stdbool.h>

/*
 * Whether a text may be nested so deeply that libpg_query, which prints its tree by calling itself, would run out of
 * stack: `1 + 1 + 1 ...` is a level for each sign. Nobody writes such a statement, and no tree of one can be read.
 */
bool sql_is_deep(const char *sql);

#endif
