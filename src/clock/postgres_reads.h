/* What a part of Postgres' parse tree refers to: under statement_postgres.c. */
#ifndef CLOCK_POSTGRES_READS_H
#define CLOCK_POSTGRES_READS_H

#include <jansson.h>

#include "clock/statement.h"

enum { READS_CLOCK = 1, READS_VOLATILE = 2, READS_ROWS = 4 };

/* All that a part of a tree refers to, as bits. */
int tree_reads(const struct knowledge *knowledge, const json_t *value);

/* The last of a list of names: the object's own, without its schema. */
const char *last_name(const json_t *names);

/* The text of a string constant, "" for any other node. */
const char *constant_text(const json_t *node);

#endif
