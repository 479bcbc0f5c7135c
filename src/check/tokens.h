/* The names in a delta, whatever it is written in. */
#ifndef CHECK_TOKENS_H
#define CHECK_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

struct token {
    const char *text; /* of a name without quotes, folded as the engine folds it */
    int line;
    int statement; /* counted from 0 */
    bool literal;  /* a string */
};

struct tokens {
    struct token *items;
    size_t n;
};

/* Of SQL. Belongs to ctx. */
struct tokens tokens_of_sql(void *ctx, enum engine engine, const char *text);

/* Of a program: whatever looks like a name, the whole file being one statement. Belongs to ctx. */
struct tokens tokens_of_program(void *ctx, const char *text);

#endif
