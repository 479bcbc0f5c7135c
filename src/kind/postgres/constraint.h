/* Constraints of tables, as their table prints them. */
#ifndef KIND_POSTGRES_CONSTRAINT_H
#define KIND_POSTGRES_CONSTRAINT_H

#include <stdio.h>

#include "catalog/object.h"
#include "kind/change.h"

/* `CONSTRAINT c CHECK (a > 0)`, of any kind of constraint, with that field. */
void print_constraint_definition(FILE *out, const struct catalog *catalog, const struct object *constraint,
                                 int definition);

/* `ALTER TABLE rooms ADD CONSTRAINT c CHECK (a > 0);` and a newline. */
void print_added_constraint(FILE *out, const struct catalog *catalog, const struct object *constraint, int definition);

/*
 * The same of a table that is in use, where rows have to be looked at: NOT VALID, then VALIDATE, so that they are
 * looked at under a lock that keeps nobody out.
 */
void add_checked_constraint(struct alteration *a, const char *definition);

/* `ALTER TABLE rooms VALIDATE CONSTRAINT c;`, and DROP CONSTRAINT. */
void print_validate_constraint(FILE *out, const struct object *constraint);
void print_drop_constraint(FILE *out, const struct object *constraint);

/* Whether the definition is that of the other, but for NOT VALID. */
bool is_definition_unchecked(const char *unchecked, const char *definition);

#endif
