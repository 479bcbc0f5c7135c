/* What comments of deltas say of a table or a column, printed above it: a line that begins with two dashes. */
#ifndef KIND_REMARK_H
#define KIND_REMARK_H

#include <stdio.h>

#include "catalog/object.h"

/* Nothing where nothing is said. */
void print_table_remark(FILE *out, const struct catalog *catalog, const struct object *table);

/* Where a column's line begins, behind its indent. */
void print_column_remark(FILE *out, const struct catalog *catalog, const struct object *table, const char *column,
                         const char *indent);

#endif
