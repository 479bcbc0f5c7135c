/* Constraints of tables, as their table prints them. */
#ifndef KIND_POSTGRES_CONSTRAINT_H
#define KIND_POSTGRES_CONSTRAINT_H

#include <stdio.h>

#include "catalog/object.h"

/* `CONSTRAINT c CHECK (a > 0)`, of any kind of constraint, with that field. */
void print_constraint_definition(FILE *out, const struct catalog *catalog, const struct object *constraint,
                                 int definition);

/* `ALTER TABLE rooms ADD CONSTRAINT c CHECK (a > 0);` and a newline. */
void print_added_constraint(FILE *out, const struct catalog *catalog, const struct object *constraint, int definition);

#endif
