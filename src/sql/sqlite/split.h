/* A script of SQLite cut into statements, without asking the library. */
#ifndef SQL_SQLITE_SPLIT_H
#define SQL_SQLITE_SPLIT_H

#include "sql/sqlite/lex.h"

struct sqlite_statement {
    const struct sqlite_token *tokens; /* without the semicolon */
    size_t n;
};

struct sqlite_statements {
    struct sqlite_statement *items;
    size_t n;
};

/* Statements point into `sql`. Belongs to ctx. */
struct sqlite_statements sqlite_split(void *ctx, const char *sql);

/* The token at a place, or one that is nothing at all. */
const struct sqlite_token *statement_token(const struct sqlite_statement *s, size_t at);

#endif
