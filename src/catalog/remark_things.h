/*
 * What comments of deltas say of objects that are no tables: indexes, constraints, views, triggers, functions
 * (catalog/remarks.h). All that deltas make are noted, those that nothing is said of among them: their names are taken.
 *
 * Names and schemas are as those of tables. A step that drops an object and makes it again says of it what it said.
 */
#ifndef CATALOG_REMARK_THINGS_H
#define CATALOG_REMARK_THINGS_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/engine.h"

/* Objects of one class have names of their own. */
enum remark_class {
    REMARK_NONE,
    REMARK_RELATION,   /* indexes and views: unique in their schema */
    REMARK_CONSTRAINT, /* unique in their table */
    REMARK_TRIGGER,    /* unique in their table; SQLite's in the database */
    REMARK_ROUTINE,    /* functions and procedures, as the catalog names them: "f(integer, text)" */
    REMARK_CLASSES
};

struct remark_things;

/* Which object. */
struct remark_key {
    enum remark_class class;
    const char *schema;
    const char *relation; /* the table it belongs to; of a function its bare name; "": none. An index, a function and a
                             trigger of SQLite are found without it */
    const char *name;
};

/* Without any. Belongs to ctx. */
struct remark_things *remark_things_new(void *ctx, enum engine engine);

/* What a statement makes where there is one already. */
enum remark_again {
    REMARK_ANEW,    /* none can be there: the one that was has gone */
    REMARK_STAYS,   /* IF NOT EXISTS: what is said of that one stays */
    REMARK_REPLACES /* OR REPLACE: what is said of it stays where the statement says nothing */
};

void remark_things_put(struct remark_things *things, const struct remark_key *key, const char *text,
                       enum remark_again again);
void remark_things_drop(struct remark_things *things, const struct remark_key *key);
void remark_things_rename(struct remark_things *things, const struct remark_key *key, const char *new_schema,
                          const char *new_name);

/* All of a table: it is dropped; it is moved. */
void remark_things_drop_of(struct remark_things *things, const char *schema, const char *table);
void remark_things_move_of(struct remark_things *things, const char *schema, const char *table, const char *new_schema,
                           const char *new_table);

/* What is left in a schema that has another name, when its tables are moved. */
void remark_things_rename_schema(struct remark_things *things, const char *schema, const char *new_schema);

void remark_things_end_step(struct remark_things *things);

bool remark_things_know(const struct remark_things *things, const struct remark_key *key);

/* Whether any index, view or constraint of the schema has that name, which the server chooses for none of its own. */
bool remark_things_take(const struct remark_things *things, const char *schema, const char *name);

/* The only one of that class, name and schema (NULL: of any); NULL: there is none, or are several. Borrowed. */
const struct remark_key *remark_things_only(const struct remark_things *things, enum remark_class class,
                                            const char *schema, const char *name);

/* The names of all with that relation, NULL-terminated. The array belongs to ctx, the names are borrowed. */
const char **remark_things_names(void *ctx, const struct remark_things *things, enum remark_class class,
                                 const char *schema, const char *relation);

/* What is said of it, or NULL. Borrowed. */
const char *remark_things_text(const struct remark_things *things, const struct remark_key *key);

/* As remarks_pack and remarks_unpack; false: it is none. */
void remark_things_pack(FILE *out, const struct remark_things *things);
bool remark_things_unpack(struct remark_things *things, const char **rest);

#endif
