/* Foreign keys, for what has to stand in their order, rows, and for what reads their statements. */
#ifndef KIND_POSTGRES_FOREIGN_KEY_H
#define KIND_POSTGRES_FOREIGN_KEY_H

#include <stdbool.h>

#include "catalog/object.h"

/* True when the table referred to leads back, over any number of foreign keys, to the key's own table. */
bool foreign_key_in_cycle(const struct catalog *catalog, const struct object *key);

/* True when a partition has it from its parent, under the same name. */
bool foreign_key_is_implied(const struct catalog *catalog, const struct object *key);

#endif
