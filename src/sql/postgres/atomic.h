/* BEGIN ATOMIC ... END, a function's body that holds statements with semicolons of their own, found by its lexemes. */
#ifndef SQL_POSTGRES_ATOMIC_H
#define SQL_POSTGRES_ATOMIC_H

#include "sql/postgres/lex.h"

/* Begins as {0}. `depth` is above 0 inside of a body. */
struct atomic_body {
    struct lexeme before; /* the lexeme before this one */
    int depth;
};

/* Goes on with the next lexeme of the text. */
void atomic_follow(struct atomic_body *body, const char *text, struct lexeme x);

#endif
