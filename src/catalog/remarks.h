/*
 * What comments of deltas say of tables, their columns and other objects: SQL comments that stand beside them
 * (--comments). They are no objects, are compared with nothing, and a server knows nothing of them: whoever reads the
 * deltas notes them here (remark/remark.h), under the names that tables have by then, and who prints a table asks for
 * them (struct catalog, `remarks`).
 *
 * Names are as the engine folds them. SQLite's schema is "". Texts are one line each.
 */
#ifndef CATALOG_REMARKS_H
#define CATALOG_REMARKS_H

#include <stdbool.h>
#include <stdio.h>

#include "catalog/remark_things.h"
#include "engine/engine.h"

struct remarks;

/* Without any. Belongs to ctx. */
struct remarks *remarks_new(void *ctx, enum engine engine);
enum engine remarks_engine(const struct remarks *remarks);

/* What is no table. What becomes of tables becomes of it by the functions below. */
struct remark_things *remarks_things(const struct remarks *remarks);

/* A column that a statement makes, and what stands beside it; NULL: nothing. */
struct remark_column {
    const char *name, *text;
};

/* CREATE TABLE. */
struct remark_table {
    const char *schema, *name;
    const char *text; /* or NULL */
    const struct remark_column *columns;
    size_t n_columns;
    bool if_absent; /* IF NOT EXISTS */
};

/*
 * What statements do, in their order. What nothing is known of is passed over.
 *
 * A table that is made where one of that name has gone in the same step keeps what was known of the columns that it
 * says nothing of itself, and so does one that is given such a name: that is how a table is made again.
 */
void remarks_create(struct remarks *remarks, const struct remark_table *table);
void remarks_drop(struct remarks *remarks, const char *schema, const char *name);
void remarks_move(struct remarks *remarks, const char *schema, const char *name, const char *new_schema,
                  const char *new_name);
void remarks_rename_schema(struct remarks *remarks, const char *schema, const char *new_schema);
void remarks_add_column(struct remarks *remarks, const char *schema, const char *name,
                        const struct remark_column *column);
void remarks_drop_column(struct remarks *remarks, const char *schema, const char *name, const char *column);
void remarks_rename_column(struct remarks *remarks, const char *schema, const char *name, const char *column,
                           const char *new_column);

/* The step, one file of a plan, has ended: what has gone until now comes back no more. */
void remarks_end_step(struct remarks *remarks);

/*
 * The schema of the only table of that name there is; NULL where there is none, or are several. For a name that says
 * no schema, and is not in the one where new tables are made.
 */
const char *remarks_schema_of(const struct remarks *remarks, const char *name);
bool remarks_know(const struct remarks *remarks, const char *schema, const char *name);

/* Whether the name is one of a table, an index, a view or a constraint of that schema. */
bool remarks_take(const struct remarks *remarks, const char *schema, const char *name);

/* The columns of a table, NULL-terminated; of one that is not known none. The array belongs to ctx, names are borrowed.
 */
const char **remarks_columns(void *ctx, const struct remarks *remarks, const char *schema, const char *name);

/* What is said of a table, or of a column; NULL: nothing. `remarks` may be NULL. Borrowed. */
const char *remarks_of_table(const struct remarks *remarks, const char *schema, const char *name);
const char *remarks_of_column(const struct remarks *remarks, const char *schema, const char *name, const char *column);

/* All of it as a text and back, for a run that goes on from a kept state. Taking it off *rest is NULL where it is none.
 */
void remarks_pack(FILE *out, const struct remarks *remarks);
struct remarks *remarks_unpack(const char **rest, enum engine engine, void *ctx);

#endif
