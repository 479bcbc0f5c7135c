/* Which relation a column's name belongs to, inside a query or a table's own expressions. */
#ifndef SQL_POSTGRES_SCOPE_H
#define SQL_POSTGRES_SCOPE_H

#include <jansson.h>
#include <stdbool.h>

#include "sql/postgres/canon.h"

struct scope {
    void *ctx; /* the top scope's; for what is found in any of them */
    const struct canon_columns *columns;
    const struct scope *outer; /* the query around this one; NULL at the top */
    const json_t *query;       /* the fields of a SelectStmt; NULL at the top */
};

/* Outside of any query: names belong to columns->relation. */
void scope_begin(struct scope *top, const struct canon_columns *columns);
void scope_end(struct scope *top);

/*
 * Makes `inner` the scope of the members of `value` when that is (or, without
 * its node, looks like) a SelectStmt: true then.
 */
bool scope_enter(struct scope *inner, const struct scope *outer, const json_t *value);

/* The canonical type, without modifiers, of a ColumnRef's column; "" where that is not certain. */
const char *scope_column_type(const struct scope *scope, const json_t *column);

/* What the values of that type are stored as, without modifiers, if it is a domain; else NULL. */
const char *scope_base_type(const struct scope *scope, const char *type);

/*
 * What the server casts to that is going to be stored in a column of that
 * type: varchar for varchar(10), timestamp with time zone for timestamp(3)
 * with time zone. May be `type` itself; else belongs to ctx.
 */
const char *type_without_modifier(void *ctx, const char *type);

void *scope_memory(const struct scope *scope);

#endif
