/*
 * The bulk of a schema without a parse tree: tables of common types with
 * literal defaults and named keys, and indexes of columns. What these make of
 * a statement is what the parser's way makes of it.
 */
#ifndef MODEL_POSTGRES_PLAIN_H
#define MODEL_POSTGRES_PLAIN_H

#include "model/postgres/reader.h"

/* False, with nothing done, where the statement is of another shape. */
bool read_plain(struct reader *r, struct statement *s);

#endif
