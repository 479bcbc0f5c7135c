/* Tables below others: what they have otherwise than from above. */
#ifndef KIND_POSTGRES_TABLE_INHERITS_H
#define KIND_POSTGRES_TABLE_INHERITS_H

#include <stdbool.h>
#include <stdio.h>

#include "catalog/object.h"

/*
 * A partition is made as a table of its own and attached afterwards
 * (partition.c): that keeps its own order of columns and names of indexes.
 * Other tables below a parent are made with INHERITS and print only what they
 * do not have from it.
 */
bool table_has_inherits(const struct object *table);

/* `archive.rooms, users`: an array of schema and name of each. */
void print_parent_names(FILE *out, const char *array);

/* Whether there are tables below the one that an object belongs to, partitions among them. */
bool table_has_below(const struct catalog *catalog, const struct object *o);

/*
 * True for an inherited column whose constraint NOT NULL has a name, says NO
 * INHERIT, or is the table's own and would have its parent's name: all are
 * known since 18, and only CREATE TABLE can say them beside what is inherited.
 */
bool needs_not_null_constraint(const struct catalog *catalog, const struct object *table, const struct object *column);

/*
 * True for a generated column that every table above which has it computes in
 * the same way. Up to 15 CREATE TABLE refuses the expression then, and all
 * servers have it from above.
 */
bool takes_expression(const struct catalog *catalog, const struct object *table, const struct object *column);

/*
 * True for a column without a default that those above have one for: CREATE TABLE has to say DEFAULT NULL. And for one
 * that it has from tables above whose defaults are not the same, which CREATE TABLE refuses where it is not its own.
 */
bool lacks_default(const struct catalog *catalog, const struct object *table, const struct object *column);
bool takes_two_defaults(const struct catalog *catalog, const struct object *table, const struct object *column);

/* ALTER TABLE ... INHERIT, once the table has its columns in their order. */
void print_inherit(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns);

/* NOT NULL that such a table has from above and as its own, by ALTER COLUMN: print_overrides() says it as well. */
void print_own_not_null(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns);

/* What a column has otherwise than its parent, in statements of its own: its default, its NOT NULL. */
void print_overrides(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns);

/* What a table makes the columns that it only has from above be: identity columns, with options of their own. */
void print_inherited_options(FILE *out, const struct object *table, struct objects columns);

#endif
