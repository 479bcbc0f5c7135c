/* What comments of deltas say of an object, printed above it: a line that begins with two dashes. */
#ifndef KIND_REMARK_H
#define KIND_REMARK_H

#include <stdio.h>

#include "catalog/object.h"

/* Nothing where nothing is said. */
void print_table_remark(FILE *out, const struct catalog *catalog, const struct object *table);

/* Where a column's line begins, behind its indent. */
void print_column_remark(FILE *out, const struct catalog *catalog, const struct object *table, const char *column,
                         const char *indent);

/* The same of a constraint's. */
void print_constraint_remark(FILE *out, const struct catalog *catalog, const struct object *table, const char *name,
                             const char *indent);

/* Above the statement of an object whose kind has a class of its own (struct kind, `remark`). */
void print_object_remark(FILE *out, const struct catalog *catalog, const struct object *o);

#endif
