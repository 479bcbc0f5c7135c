/* A catalog as a text and back, for a later run (docs/cache.md). */
#ifndef CATALOG_PACKED_H
#define CATALOG_PACKED_H

#include <stdbool.h>
#include <stdio.h>

#include "catalog/object.h"

/*
 * Writes what catalogs are compared by: the objects and their values; not
 * what only printing needs, as dependencies are.
 */
void catalog_pack(FILE *out, const struct catalog *catalog);

/* Takes the next one off *rest. Belongs to ctx. NULL where there is none. */
struct catalog *catalog_unpack(const char **rest, enum engine engine, void *ctx);

#endif
