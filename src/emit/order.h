/*
 * The order of a snapshot's statements: by place (kind/kind.h says where a
 * kind stands), names bytewise, and never before what a statement needs.
 *
 * A statement that needs a later one waits for it and comes as soon as it
 * can, so the places of all others stay as they are: adding one object to a
 * schema moves nothing that does not depend on it.
 *
 * Dependency cycles are broken as pg_dump does it: what can be made later by
 * a statement of its own (kind/kind.h, struct postponable) is postponed. What
 * only the bodies of functions mention gives way: the server does not look at
 * them where it is told not to.
 */
#ifndef EMIT_ORDER_H
#define EMIT_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "catalog/object.h"
#include "emit/graph.h"

struct order {
    const struct unit *units;
    size_t n;
    struct catalog *catalog; /* the given one with what is postponed, for those who print */
    bool bodies_unchecked;   /* it loads only where the server does not check the bodies of functions */
};

/*
 * Sets *order to the catalog's printed objects (those with a statement of
 * their own) in snapshot order. All belongs to ctx. False with a diagnostic
 * naming the objects of a dependency cycle that cannot be broken.
 */
bool emit_order(void *ctx, const struct catalog *catalog, struct order *order, struct diags *diags);

/* The relation an object is grouped with, or its own name. */
const char *emit_group(const struct object *o);

#endif
