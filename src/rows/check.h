/* Values that checks name: one of them is likely to be one that passes. */
#ifndef ROWS_CHECK_H
#define ROWS_CHECK_H

#include "rows/table.h"

/* Adds the constants in the text of a check, and numbers beside them, to a column that it speaks of. Belong to ctx. */
void check_candidates(void *ctx, const char *check, struct wanted_column *column);

/* The same of all checks in a CREATE TABLE, each for the columns that it names. */
void check_candidates_of_table(void *ctx, const char *statement, struct wanted_table *table);

#endif
