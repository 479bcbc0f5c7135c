/*
 * Tables below others that CREATE TABLE ... INHERITS would make otherwise than
 * they are: a parent got a column after they were made, or they compute a
 * generated column that they have from above in their own way.
 *
 * A column that a table only has from above can come into it in one way: a
 * table above it gets it. So such a table is made below a stand-in that gets
 * the columns in the table's own order, is put under its parents, and leaves
 * the stand-in, which is dropped.
 */
#ifndef KIND_POSTGRES_TABLE_STAND_IN_H
#define KIND_POSTGRES_TABLE_STAND_IN_H

#include <stdbool.h>
#include <stdio.h>

#include "catalog/object.h"

bool needs_stand_in(const struct catalog *catalog, const struct object *table, struct objects columns);

/* The table with all that stands inside it, but for what print_inherited_options says. */
void print_under_stand_in(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns);

/* table.c: `CREATE UNLOGGED TABLE rooms`, and what follows its columns and parents. */
void print_table_head(FILE *out, const struct catalog *catalog, const struct object *table);
void print_table_tail(FILE *out, const struct object *table);
/* `fillfactor = 70, toast.autovacuum_enabled = false` */
void print_table_options(FILE *out, const struct object *table);

#endif
