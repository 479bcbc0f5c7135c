/* Tables as statements have them, and as reports show them. */
#ifndef KIND_POSTGRES_TABLE_ITEM_H
#define KIND_POSTGRES_TABLE_ITEM_H

#include <stdio.h>

#include "kind/grammar.h"

/* `alter` knows the commands of ALTER TABLE that are neither about a column nor about other tables. */
extern const struct grammar table_grammar;

bool table_alter(struct parsing *parsing, struct object *table, const json_t *command);

/* Those commands of it that a materialized view takes, too, and that are kept in objects beside it. */
bool table_alter_beside(struct parsing *parsing, struct object *relation, const json_t *command);

/* What CREATE TABLE says of a table behind its columns (the fields of a CreateStmt). False: that cannot be determined.
 */
bool table_parse_tail(struct parsing *parsing, struct object *table, const json_t *body);

/* And CREATE FOREIGN TABLE: of its server. */
void table_parse_server(struct parsing *parsing, struct object *table, const json_t *body);

/* An array of foreign data's options, as OPTIONS (...) changes it, without what is secret; NULL: none. */
const char *changed_foreign_options(struct parsing *parsing, const char *before, const json_t *options);

/* One more table above; it is none any more (then it is no partition either); it has another name. */
void table_add_parent(struct parsing *parsing, struct object *table, const char *schema, const char *parent);
void table_drop_parent(struct parsing *parsing, struct object *table, const char *schema, const char *parent);
void table_rename_parent(struct parsing *parsing, struct object *table, const struct object *old,
                         const struct object *renamed);

/* It is a partition of the table above it, of these fields (a PartitionBoundSpec). False: they cannot be determined. */
bool table_parse_bound(struct parsing *parsing, struct object *table, const json_t *bound);

/* A column has another name: what the table is partitioned by follows. */
void table_rename_column(struct parsing *parsing, struct object *table, const char *old, const char *name);

/* An index, which may be a constraint's, is called otherwise, or dropped: what its table says of it follows. */
void table_rename_index(struct parsing *parsing, const struct object *index, const char *old);
void table_drop_index(struct parsing *parsing, const struct object *index);

/*
 * When all is read: without options of a TOAST table, where none of the columns could need one and the server thus
 * makes none, or where it forgets them with the last column that did.
 */
void table_finish_toast(struct parsing *parsing, struct object *table, struct object *const *columns, size_t n);

/* When all is read: the object that the statement which attaches a partition is printed of. */
void table_finish_partition(struct parsing *parsing, const struct object *table);

/* replica_identity.c: `USING INDEX i`. */
void show_replica_identity(FILE *out, const struct object *identity);

/* What is said so of a table or a materialized view; nothing where nothing is. */
void show_replica_identity_of(FILE *out, const struct catalog *catalog, const struct object *o);
void show_clustering_of(FILE *out, const struct catalog *catalog, const struct object *o);

#endif
