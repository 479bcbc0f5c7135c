/*
 * Columns of tables as statements make and change them: what is said of one column. Which columns a table has in
 * which order, and which of the tables below it a change reaches, knows who reads the text.
 */
#ifndef KIND_POSTGRES_COLUMN_STATEMENT_H
#define KIND_POSTGRES_COLUMN_STATEMENT_H

#include "kind/parsing.h"
#include "sql/postgres/tree.h"

/* A column that is the table's own, without a type as yet. */
struct object *column_make(struct parsing *parsing, const struct object *table, const char *name);

/*
 * What a line of CREATE TABLE (the fields of a ColumnDef) says of it; the constraints of its table that stand behind it
 * join the array. False: some of it cannot be determined. Changes the tree.
 */
bool column_parse(struct parsing *parsing, struct object *column, const json_t *definition, json_t *constraints);

/* Another type, or default. False: it cannot be determined. The latter changes the tree. */
bool column_set_type(struct parsing *parsing, struct object *column, const json_t *type);
bool column_set_default(struct parsing *parsing, struct object *column, json_t *value);

/* The expression of a generated column again, when all columns of its table are known. False as above. */
bool column_say_generated(struct parsing *parsing, struct object *column, const json_t *constraint);

/* A type that the server spells so, as its catalog has it: "integer", "int4". */
void column_set_system_type(struct parsing *parsing, struct object *column, const char *type, const char *name);

/* As DROP DEFAULT and DROP NOT NULL do. */
void column_drop_default(struct object *column);
void column_drop_not_null(struct object *column);

/* Whether it is a column whose default is the next number of a sequence; which is called otherwise from now on. */
bool column_counts_by(const struct object *o, const struct object *sequence);
void columns_rename_sequence(struct parsing *parsing, const struct object *old, const struct object *renamed);

/* LIKE, INHERITS and partitions: the values of another table's column, but what is its alone. */
void column_copy(struct parsing *parsing, struct object *to, const struct object *from);
/* INHERITS: such a copy is not the table's own; one that the table has already is NOT NULL where the other is. */
void column_inherit(struct object *copy);
void column_merge(struct object *column, const struct object *above);
/* CREATE TABLE: one that the table has from another parent has the default of this one where that has none. */
void column_inherit_default(struct parsing *parsing, struct object *column, const struct object *above);

/*
 * A constraint of a table (the fields of a Constraint), or one behind a column that says its columns: *made, which may
 * be NULL, becomes the object; NULL where it is a column's. False: it cannot be determined. Changes the tree.
 */
bool table_parse_constraint(struct parsing *parsing, const struct object *table, json_t *constraint,
                            struct object **made);
/* All that one statement makes (table_constraints.c): but foreign keys, and those. Likewise. */
bool table_parse_constraints(struct parsing *parsing, const struct object *table, json_t *constraints);
bool table_parse_foreign_keys(struct parsing *parsing, const struct object *table, json_t *constraints);
/* The columns of a primary key are NOT NULL. */
void key_require_columns(struct parsing *parsing, const struct object *constraint);

/* The column whose constraint NOT NULL is called so; NULL: none is. */
struct object *not_null_called(struct parsing *parsing, const struct object *table, const char *name);
/* When all is read: of the names of these constraints only those stay that people chose. */
void table_finish_not_null(struct parsing *parsing, const struct object *table);

/* Commands of ALTER TABLE about one column that is there; `below`: the tables below are changed, too, but with ONLY. */
struct column_command {
    const char *subtype; /* as libpg_query calls it */
    bool (*make)(struct parsing *parsing, struct object *column, const json_t *command);
    bool below;
};

/* False: it is none of them. */
bool column_command(const json_t *command, struct column_command *found);

#endif
