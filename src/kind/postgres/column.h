/* Columns, for what is made of them: tables, composite types, views. */
#ifndef KIND_POSTGRES_COLUMN_H
#define KIND_POSTGRES_COLUMN_H

#include <stdio.h>

#include "catalog/object.h"
#include "kind/change.h"

/* From then on NOT NULL is a constraint, with a name, and a table's own or from those above it. */
enum { NAMED_NOT_NULL_SINCE = 180000 };

/* The columns of a relation or composite type in their own order. The array belongs to ctx. */
struct objects columns_of(void *ctx, const struct catalog *catalog, const struct object *relation);

/* `room_id text NOT NULL DEFAULT ''` */
void print_column(FILE *out, const struct catalog *catalog, const struct object *column);

/* The same in CREATE TABLE ... INHERITS: without what the column has from the tables above alone. */
void print_column_below(FILE *out, const struct catalog *catalog, const struct object *table,
                        const struct object *column);

/* The same without the expression of a generated column, where the table has it from above. */
void print_merged_column(FILE *out, const struct catalog *catalog, const struct object *column);

/* `room_id text COLLATE "C"`: a column's name and type. */
void print_typed_column(FILE *out, const struct object *column);

/* ` GENERATED ALWAYS AS (a * 2) STORED` or ` DEFAULT ''`, without a default that is postponed. */
void print_column_value(FILE *out, const struct catalog *catalog, const struct object *column);

/* ` GENERATED ALWAYS AS IDENTITY (START WITH 5)` */
void print_identity(FILE *out, const struct catalog *catalog, const struct object *column);

/*
 * Whether its sequence counts in another type than the column has, which CREATE TABLE cannot say: LIKE ... INCLUDING
 * IDENTITY makes a bigint of any; and the statement that says it.
 */
bool identity_has_other_type(const struct object *column);
void print_identity_type(FILE *out, const struct object *column);

/* ` START WITH 5`: what of it is not as usual. */
void print_identity_options(FILE *out, const struct catalog *catalog, const struct object *column);

/* ` DEFAULT 'x'` from a canonical expression, without the cast that the column's type makes needless. */
void print_default(FILE *out, const char *expression, const char *type);

/* `CONSTRAINT c NOT NULL a NO INHERIT`, as a constraint of the table. */
void print_not_null_constraint(FILE *out, const struct object *column);

/* `ALTER TABLE rooms ADD CONSTRAINT c NOT NULL a NOT VALID;`, of a text's column that has it; else nothing. */
void print_unchecked_not_null(FILE *out, const struct object *column);

/* ` NOT NULL DEFAULT ''`: what follows the type, without a default that is postponed. */
void print_column_clauses(FILE *out, const struct catalog *catalog, const struct object *column);

/* `rooms ALTER COLUMN name SET DEFAULT '';` with its newline: what follows ALTER TABLE. */
void print_set_default(FILE *out, const struct object *column);

extern const struct grammar column_grammar;
extern const struct change_forms column_changes;

/* What they say of NOT NULL, where that differs. */
void column_alter_not_null(struct alteration *a);

#endif
