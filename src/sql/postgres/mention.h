/*
 * Which names a piece of SQL mentions. The server checks the bodies of
 * functions when they are created but remembers nothing of what they refer
 * to, so that has to be found in the text.
 */
#ifndef SQL_POSTGRES_MENTION_H
#define SQL_POSTGRES_MENTION_H

#include <stddef.h>

enum mention_kind { MENTION_RELATION, MENTION_FUNCTION, MENTION_TYPE, MENTION_OPERATOR };

struct mention {
    enum mention_kind kind;
    const char *schema; /* "" where the text does not say */
    const char *name;
};

struct mentions {
    struct mention *items;
    size_t n;
};

/*
 * Relations, functions, types and operators in statements of SQL. What the
 * parser does not understand mentions nothing. Belongs to ctx.
 */
struct mentions mentions_in_sql(void *ctx, const char *sql);

/* The types of variables in the DECLARE parts of PL/pgSQL, as types and as relations. Belongs to ctx. */
struct mentions mentions_in_plpgsql(void *ctx, const char *body);

#endif
