/* Constraints of tables: as their table prints them, and as statements have them. */
#ifndef KIND_POSTGRES_CONSTRAINT_H
#define KIND_POSTGRES_CONSTRAINT_H

#include <stdbool.h>
#include <stdio.h>

#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/table.h"

/* What objects have behind the fields: first what the query brings beside those. */
enum {
    CONSTRAINT_TABLE_ID = CONSTRAINT_N_FIELDS,
    CONSTRAINT_KEYS,  /* numbers of columns */
    CONSTRAINT_SHAPE, /* of a partition's key: index_match.h; or NULL */
    CONSTRAINT_N_VALUES,
    /* Of a text's, which are of any type, foreign keys and unchecked ones among them: */
    CONSTRAINT_KEY_NAMES = CONSTRAINT_N_VALUES, /* array: the columns of a primary key or UNIQUE */
    CONSTRAINT_UNCHECKED,                       /* NOT VALID, but enforced, which the definition then does not say */
    CONSTRAINT_COLUMN_NAMES, /* of one that has an index: as the server puts them into a name, when it was made */
    CONSTRAINT_N_TEXT_VALUES
};

/* A type, as pg_constraint.contype has it, trees, statements and the names that the server chooses. */
struct constraint_type {
    const char *type, *contype, *keywords, *label;
    bool has_index;
};
const struct constraint_type *constraint_type(const struct object *constraint);

/* Whether the object is one, of that type. */
bool constraint_is(const struct object *o, char type);

/* One that a partition has from its parent alone, when it is attached: partition_constraint.c. */
bool constraint_comes_with_parent(const struct object *o);

/* Of a text: of that name; the primary key of a table. NULL: there is none. */
struct object *constraint_find(struct parsing *parsing, const char *schema, const char *table, const char *name);
struct object *constraint_primary_key(struct parsing *parsing, const char *schema, const char *table);

/*
 * A foreign key is checked when these fields of a constraint say: what they do not say is as usual. False: they say
 * what is not followed.
 */
bool constraint_set_timing(struct parsing *parsing, struct object *o, const json_t *said);

/* All of a table: the first, and one after the other to NULL. */
struct object *constraint_first(struct parsing *parsing, const struct object *table);
struct object *constraint_next(struct object *constraint);

/* The constraint of these fields of a tree, which change; NULL where its type is unknown: NOT NULL is its column's. */
struct object *constraint_parse(struct parsing *parsing, const char *schema, const char *table, json_t *constraint);

/* PRIMARY KEY or UNIQUE of these columns, NULL-terminated. */
struct object *constraint_add_key(struct parsing *parsing, const char *schema, const char *table, const char *name,
                                  bool primary, const char *const *columns);

/* The same of another table, its index under a name of its own. */
struct object *constraint_copy(struct parsing *parsing, const struct object *from, const char *schema,
                               const char *table);

/* A check that tables below have not, too. */
bool constraint_is_not_inherited(const struct object *o);

/* A column of its table, or of the one that it refers to, has another name. */
void constraint_rename_column(struct parsing *parsing, struct object *o, const char *old, const char *name);
void constraint_rename_referenced(struct parsing *parsing, struct object *o, const char *old, const char *name);

/* The table that a foreign key refers to is written so from now on. */
void constraint_refer_to(struct parsing *parsing, struct object *o, const char *table);

/*
 * Facts: "key" for each column, or element of an exclusion; "include"; "timing", "enforced", "on delete" and
 * "on update"; "core", its definition without what INCLUDE, timing and enforcement say; "computes from"; "refuses
 * null", of a check: columns. Changes the tree.
 */
void add_constraint_facts(struct parsing *parsing, struct object *o, json_t *constraint);
void add_key_facts(struct parsing *parsing, struct object *o, const char *const *columns);

/* Whether it stands in a statement of its own, as foreign keys and what is not checked do. */
bool constraint_stands_alone(const struct object *o);

extern const struct grammar constraint_grammar, foreign_key_grammar, not_valid_grammar;

/* `CONSTRAINT c CHECK (a > 0)`, of any kind of constraint, with that field. */
void print_constraint_definition(FILE *out, const struct catalog *catalog, const struct object *constraint,
                                 int definition);

/*
 * What is said of how its index is stored, an array of options or NULL. The definition of an exclusion has it from the
 * server, which prints it of no other constraint: without it, and with such options, on which printing it depends.
 */
const char *constraint_storage(const struct catalog *catalog, const struct object *constraint);
const char *constraint_without_storage(void *ctx, const char *definition);
void print_with_storage(FILE *out, const char *definition, const char *options);

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
