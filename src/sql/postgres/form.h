/* The forms of SQL text that canon.h takes: each to a tree and back. */
#ifndef SQL_POSTGRES_FORM_H
#define SQL_POSTGRES_FORM_H

#include <jansson.h>

#include "sql/postgres/canon.h"

/*
 * The normalized tree of a text as a server of that version prints it; NULL
 * where the parser does not understand it. Release with json_decref.
 */
json_t *form_parse(enum canon_form form, const char *text, int version);

/* The tree as text that parses to the same tree, belongs to ctx; NULL where there is none. */
char *form_print(void *ctx, enum canon_form form, const json_t *tree, int version);

/* The expression in the statement of a tree of CANON_EXPRESSION or CANON_DEFAULT. */
json_t *form_expression(const json_t *statement);

/*
 * An expression of somebody's own statement as canonical text, which belongs
 * to ctx; NULL where it cannot be printed.
 */
char *form_print_node(void *ctx, const json_t *expression);

#endif
