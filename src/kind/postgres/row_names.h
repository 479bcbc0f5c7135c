/*
 * Names of columns of functions in FROM. PostgreSQL prints `f() WITH ORDINALITY f(a, b, n)` with the columns that the
 * type of f had when the statement was made: where it has got another since, n would be that, and the server prints all
 * of them of one that is made now. The snapshot names them all.
 */
#ifndef KIND_POSTGRES_ROW_NAMES_H
#define KIND_POSTGRES_ROW_NAMES_H

#include "kind/postgres/meaning.h"
#include "kind/postgres/node_tree.h"

/* The text of a stored tree with such lists complete; NULL where that cannot be done. Belongs to ctx, or is `text`. */
const char *complete_row_names(void *ctx, const char *text, const struct tree_node *tree,
                               const struct stored_names *names);

#endif
