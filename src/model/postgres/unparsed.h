/*
 * What the parser does not understand, or the printer cannot print. Of the query of a view and the body of a
 * function the words stand for themselves, and all else of the statement is read; other statements are compared as
 * text (model/statement.h).
 */
#ifndef MODEL_POSTGRES_UNPARSED_H
#define MODEL_POSTGRES_UNPARSED_H

#include "model/postgres/reader.h"

/*
 * The tree of CREATE VIEW, MATERIALIZED VIEW, FUNCTION or PROCEDURE with something harmless in the place of the query
 * or body. NULL for other statements, and where the rest of it does not parse either.
 */
json_t *parse_around(struct statement *s);

/* The spelling of that query or body; "" where the statement has none. Belongs to s->ctx. */
const char *inner_text(struct statement *s);

/* Adds the whole statement, with its data, as one that is compared as text. */
void read_as_text(struct reader *r, const struct statement *s);

#endif
