/*
 * Which names a piece of SQL references. The server checks the bodies of
 * functions when they are created but remembers nothing of what they refer
 * to, so that has to be found in the text.
 */
#ifndef SQL_POSTGRES_SQL_REFERENCE_H
#define SQL_POSTGRES_SQL_REFERENCE_H

#include <stddef.h>

enum sql_reference_kind { REFERENCE_RELATION, REFERENCE_FUNCTION, REFERENCE_TYPE, REFERENCE_OPERATOR };

struct sql_reference {
    enum sql_reference_kind kind;
    const char *schema; /* "" where the text does not say */
    const char *name;
};

struct sql_references {
    struct sql_reference *items;
    size_t n;
};

/*
 * Relations, functions, types and operators in statements of SQL. What the
 * parser does not understand references nothing. Belongs to ctx.
 */
struct sql_references references_in_sql(void *ctx, const char *sql);

/* The types of variables in the DECLARE parts of PL/pgSQL, as types and as relations. Belongs to ctx. */
struct sql_references references_in_plpgsql(void *ctx, const char *body);

#endif
