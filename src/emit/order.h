/*
 * The order of a snapshot's statements: by place (kind/kind.h says where a
 * kind stands), names bytewise, and never before what a statement needs.
 *
 * A statement that needs a later one waits for it and comes as soon as it
 * can, so the places of all others stay as they are: adding one object to a
 * schema moves nothing that does not depend on it.
 */
#ifndef EMIT_ORDER_H
#define EMIT_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "catalog/object.h"

/*
 * Sets *order to the catalog's printed objects (those with a statement of
 * their own) in snapshot order. The array belongs to ctx. False with a
 * diagnostic naming the objects when they need each other in a circle.
 */
bool emit_order(void *ctx, const struct catalog *catalog, struct objects *order, struct diags *diags);

/* The relation an object is grouped with, or its own name. */
const char *emit_group(const struct object *o);

#endif
