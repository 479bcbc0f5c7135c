/* Indexes: the fields that their files, and what reads texts, show each other. */
#ifndef KIND_POSTGRES_INDEX_H
#define KIND_POSTGRES_INDEX_H

#include <stdio.h>

#include "kind/item.h"
#include "kind/parsing.h"

enum {
    INDEX_DEFINITION,
    INDEX_VALID,
    INDEX_PARENT,
    INDEX_N_FIELDS,
    INDEX_IS_UNIQUE = INDEX_N_FIELDS,
    INDEX_TABLE_ID,
    INDEX_COLUMNS, /* their numbers, and of each its operator class, collation, and how it is sorted */
    INDEX_CLASSES,
    INDEX_COLLATIONS,
    INDEX_ORDERS,
    INDEX_SHAPE, /* of a partition's: index_match.h; or NULL */
    INDEX_N_VALUES,
    /* Of a text's, instead: the parts of its statement, each as a snapshot has it. */
    INDEX_UNIQUE = INDEX_N_VALUES, /* UNIQUE, with NULLS NOT DISTINCT */
    INDEX_METHOD,                  /* NULL: btree */
    INDEX_KEYS,
    INDEX_INCLUDED,
    INDEX_WHERE,
    INDEX_STORAGE,      /* array of options */
    INDEX_ONLY,         /* made ON ONLY its table */
    INDEX_COLUMN_NAMES, /* as the server puts them into the name of an index that is given none */
    INDEX_ATTACHED,     /* how many of its partitions' were attached to it */
    INDEX_N_TEXT_VALUES
};

enum { INDEX_OPTION_STORAGE, INDEX_OPTION_STATISTICS /* pairs of number and target */, INDEX_OPTION_N_FIELDS };

extern const struct grammar index_grammar;

/* The index of that name, whatever its table is; NULL: none. */
struct object *index_find(struct parsing *parsing, const char *schema, const char *name);

/* What the server puts into the name of an index that is given none, of these IndexElem. */
const char *index_column_names(void *ctx, const json_t *elements, const json_t *included);

/* The same of another table, under that name. */
struct object *index_copy(struct parsing *parsing, const struct object *from, const char *schema, const char *table,
                          const char *name);

/* A column of its table has another name. */
void index_rename_column(struct parsing *parsing, struct object *index, const char *old, const char *name);

/*
 * Of the index of that name, which a constraint may have: what its own statement does not say. Of a catalog, NULL where
 * that is nothing; of a text, where it is made.
 */
const struct object *index_option_of(const struct catalog *catalog, const struct object *index);
struct object *index_option(struct parsing *parsing, const struct object *index);

/* ALTER COLUMN 2 SET STATISTICS 77; false where the command is another. And of all columns: "2: 77, 3: 5". */
bool index_parse_target(struct parsing *parsing, const struct object *index, const json_t *command);
void print_index_targets(FILE *out, const struct catalog *catalog, const struct object *index);

#endif
