/* How deep the parser's tree of a text could be. */
#ifndef SQL_POSTGRES_DEPTH_H
#define SQL_POSTGRES_DEPTH_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a text may be nested so deeply that libpg_query, which prints its tree by calling itself, would run out of
 * stack: `1 + 1 + 1 ...` is a level for each sign. Nobody writes such a statement, and no tree of one can be read.
 */
bool sql_is_deep(const char *sql);

/*
 * Whether the grammar's lexer would take minutes: it looks at a run of operator characters once more for each sign and
 * each beginning of a comment in it, and cannot be stopped. *at is where the longest such run begins. Runs that people
 * write, as frames of comments, are far from it. sql_is_deep is true of such a text, too.
 */
bool sql_is_slow(const char *sql, size_t *at);

#endif
