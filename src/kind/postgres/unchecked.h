/*
 * Constraints that were never checked (NOT VALID) and the tables below theirs. A table that is made or attached later
 * has them checked; one that was there before has them as they are. So those stand before such a constraint, and the
 * others behind it.
 */
#ifndef KIND_POSTGRES_UNCHECKED_H
#define KIND_POSTGRES_UNCHECKED_H

#include "kind/kind.h"

/* For the constraint: the tables below that have it unchecked, and their rows, which may break it. */
void need_unchecked_below(const struct catalog *catalog, const struct object *constraint,
                          void (*need)(void *to, const struct object *earlier), void *to);

/* For a table, or its being attached: what those above it have unchecked, and it has checked. */
void need_unchecked_above(const struct catalog *catalog, const struct object *table,
                          void (*need)(void *to, const struct object *earlier), void *to);

/* For a constraint that only comes from above: where it comes from. */
void need_unchecked_parents(const struct catalog *catalog, const struct object *constraint,
                            void (*need)(void *to, const struct object *earlier), void *to);

#endif
