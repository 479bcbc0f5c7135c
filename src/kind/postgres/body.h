/* The bodies and settings of functions. */
#ifndef KIND_POSTGRES_BODY_H
#define KIND_POSTGRES_BODY_H

#include <stdio.h>

#include "catalog/object.h"

/* $$text$$, byte for byte, with a tag between the dollars where the text needs one. */
void print_dollar_quoted(FILE *out, const char *text);

/* SET clauses, a line each, from an array of name=value texts. */
void print_settings(FILE *out, const char *array);

/*
 * Calls `need` for every relation, function and type of the catalog that a
 * body mentions by name. A name that fits several objects names them all: one
 * too many costs nothing but a place further down.
 */
void need_mentioned_in_sql(const struct catalog *catalog, const struct object *function, const char *body,
                           void (*need)(void *to, const struct object *earlier), void *to);

/* The same for the types that the variables of a PL/pgSQL body are declared with. */
void need_declared_in_plpgsql(const struct catalog *catalog, const struct object *function, const char *body,
                              void (*need)(void *to, const struct object *earlier), void *to);

#endif
