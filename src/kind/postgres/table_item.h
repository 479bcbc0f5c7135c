/* Tables as statements have them, and as reports show them. */
#ifndef KIND_POSTGRES_TABLE_ITEM_H
#define KIND_POSTGRES_TABLE_ITEM_H

#include <stdio.h>

#include "kind/grammar.h"

/* `alter` knows the commands of ALTER TABLE that are neither about a column nor about other tables. */
extern const struct grammar table_grammar;

bool table_alter(struct parsing *parsing, struct object *table, const json_t *command);

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

/* When all is read: the object that the statement which attaches a partition is printed of. */
void table_finish_partition(struct parsing *parsing, const struct object *table);

/* replica_identity.c: `USING INDEX i`. */
void show_replica_identity(FILE *out, const struct object *identity);

#endif
