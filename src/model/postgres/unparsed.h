/* Statements that hold expressions newer than the parser: their own words are what is compared. */
#ifndef MODEL_POSTGRES_UNPARSED_H
#define MODEL_POSTGRES_UNPARSED_H

#include "model/postgres/reader.h"

/* CREATE VIEW and CREATE MATERIALIZED VIEW; false for others. */
bool read_unparsed(struct reader *r, struct statement *s);

#endif
