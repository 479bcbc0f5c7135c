/*
 * One comparison for all kinds: two catalogs are walked side by side in
 * their common order, and every object is in one, in the other, the same in
 * both, or different in a field.
 */
#ifndef CATALOG_COMPARE_H
#define CATALOG_COMPARE_H

#include "catalog/object.h"

enum object_difference { SAME, ONLY_OLD, ONLY_NEW, CHANGED };

/*
 * Calls `found` for every object, in catalog order. `old` or `new` is NULL
 * where the object is missing; `field` is the index of the first differing
 * field for CHANGED.
 */
void catalog_compare(const struct catalog *old_catalog, const struct catalog *new_catalog,
                     void (*found)(void *ctx, enum object_difference difference, const struct object *old_object,
                                   const struct object *new_object, int field),
                     void *ctx);

#endif
