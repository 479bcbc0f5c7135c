/*
 * Names of columns of XMLTABLE and JSON_TABLE. PostgreSQL prints the alias of such an item of FROM without the names
 * that it gives to columns, `XMLTABLE(... COLUMNS a integer) t` for `XMLTABLE(... COLUMNS a integer) AS t (b)`, while
 * the rest of the statement says t.b: its own text cannot be read. The names are in the stored tree.
 */
#ifndef KIND_POSTGRES_TABLE_FUNCTION_NAMES_H
#define KIND_POSTGRES_TABLE_FUNCTION_NAMES_H

#include "kind/postgres/node_tree.h"

/*
 * The text of a stored tree with the names behind such aliases; NULL where the text does not tell which is which.
 * Belongs to ctx, or is `text`.
 */
const char *add_table_function_names(void *ctx, const char *text, const struct tree_node *tree);

#endif
