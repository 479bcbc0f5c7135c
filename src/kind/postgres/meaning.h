/*
 * What a stored tree refers to: its columns, parameters, relations, functions, operators and types, one a line, in the
 * order of the tree, by names that do not change from one database to another. Two trees with the same lines and the
 * same printed text mean the same; what a text can hide (a parameter that reads as a column) shows in the lines.
 */
#ifndef KIND_POSTGRES_MEANING_H
#define KIND_POSTGRES_MEANING_H

#include "kind/kind.h"
#include "kind/postgres/node_tree.h"

/* What numbers in trees name. */
struct stored_names;

/* All of a database; belongs to ctx. To be freed, because a hash table stands behind it. NULL with a diagnostic. */
struct stored_names *stored_names_of(struct reading *reading, void *ctx);
void stored_names_free(struct stored_names *names);

struct question;
struct rows;

/*
 * Asks a question whose rows hold trees, in the words for the server's version, and gives them with the names in them
 * to `use`, which returns false where reading ends. `first` and `field` are handed on: which objects, which of their
 * texts. What is allocated on `ctx` ends with the call; without rows the names are not even read. False also with a
 * diagnostic.
 */
bool stored_ask(struct reading *reading, const struct question *question, size_t first, int field,
                bool (*use)(struct reading *reading, const struct rows *rows, const struct stored_names *names,
                            size_t first, int field, void *ctx));

/* The name of an object, or of a column of a relation (part > 0); NULL where it has none of its own. */
const char *stored_name(const struct stored_names *names, unsigned number, int part);

/* The relation whose columns a type has; 0 for none. */
unsigned stored_relation(const struct stored_names *names, unsigned type);

/* The lines; columns outside of queries are those of `relation`; without `names` (NULL) all go by numbers. Belongs to
 * ctx. */
char *stored_meaning(void *ctx, const struct tree_node *tree, unsigned relation, const struct stored_names *names);

#endif
