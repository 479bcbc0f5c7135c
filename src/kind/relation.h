/* Relations of a catalog: tables, views and what else owns columns and indexes. */
#ifndef KIND_RELATION_H
#define KIND_RELATION_H

#include <stdbool.h>

#include "catalog/object.h"

/* True when the catalog has a relation of this name. */
bool catalog_has_relation(const struct catalog *catalog, const char *schema, const char *name);

#endif
