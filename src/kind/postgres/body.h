/* The bodies and settings of functions. */
#ifndef KIND_POSTGRES_BODY_H
#define KIND_POSTGRES_BODY_H

#include <stdio.h>

#include "catalog/object.h"

/* SET clauses from an array of name=value texts, with what stands before and behind each; NULL: lines between them. */
void print_settings(FILE *out, const char *array, const char *before, const char *behind);

/* The body of a function that the server stores as text. */
struct body {
    const char *language; /* "" where the body is not text (BEGIN ATOMIC) */
    const char *text;
    const char *settings; /* array of name=value texts, or NULL */
};
struct body function_body(const struct object *function);

/* Where names without a schema are looked for when a snapshot is loaded: that is what "public" going unsaid relies on.
 */
#define SEARCH_PATH_AT_LOAD "public"

/* Where the server looks for names without a schema when it checks the body. Belongs to ctx. */
const char *body_search_path(void *ctx, const struct object *function);

/*
 * Calls `need` for every object of the catalog that the body names where the
 * server looks at names: in statements of SQL, and in the declarations of
 * PL/pgSQL. A name that fits several objects names them all: one too many
 * costs nothing but a place further down.
 */
void need_referenced(const struct catalog *catalog, const struct object *function,
                     void (*need)(void *to, const struct object *earlier), void *to);

#endif
