/*
 * Casts that a server makes by itself, and prints.
 *
 * A person writes lower(v) and v || 'a' of a varchar; what is stored, and comes back, is lower(v::text) and
 * v::text || 'a'::text. With the types of columns at hand the same can be said of a person's text. The rules are those
 * of the chapter "Type Conversion" of PostgreSQL's manual, for operators and functions of its own over strings and
 * numbers, CASE, COALESCE and the like; whatever else there is stays as it is written.
 */
#ifndef SQL_POSTGRES_IMPLICIT_H
#define SQL_POSTGRES_IMPLICIT_H

#include <jansson.h>

#include "sql/postgres/canon.h"

/*
 * Says them in a normalized tree, in place. `columns` is as tree_shorten takes it, which is called behind this: it
 * takes those off again that a snapshot does not show. What a server has printed comes out as it is.
 */
void tree_say_implicit_casts(json_t *tree, const struct canon_columns *columns);

#endif
