/*
 * Casts that say what goes without saying.
 *
 * The server prints type = 'm.room.member'::text and n = ANY (ARRAY[1, 2])
 * where a person wrote type = 'm.room.member' and n IN (1, 2). With the types
 * of columns at hand the short form can be determined to mean the same: a string
 * literal compared with something of a known type is of that type.
 */
#ifndef SQL_POSTGRES_SHORTEN_H
#define SQL_POSTGRES_SHORTEN_H

#include <jansson.h>
#include <stdbool.h>

#include "sql/postgres/canon.h"

/*
 * Shortens comparisons in the tree, in place. `columns` says where names that
 * are not qualified belong, and knows the columns of all relations.
 */
void tree_shorten(json_t *tree, const struct canon_columns *columns);

/* True when the fields of a TypeCast say what the server says of a constant that becomes that canonical type. */
bool is_cast_to_type(const json_t *cast, const char *type);

#endif
