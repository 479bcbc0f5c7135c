/*
 * In which order the constraints of a table are made, and which by statements of their own: CREATE TABLE makes one key
 * of two over the same index, and those of a partition have to be in the order of those that they come under
 * (kind/postgres/index_match.h).
 */
#ifndef KIND_POSTGRES_CONSTRAINTS_MADE_H
#define KIND_POSTGRES_CONSTRAINTS_MADE_H

#include <stdbool.h>

#include "catalog/object.h"

/* A constraint of a table; `apart`: CREATE TABLE would not make it, or too early, and a statement of its own does. */
struct constraint_made {
    const struct object *object;
    bool apart;
};

struct constraints_made {
    struct constraint_made *items;
    size_t n;
};

/* The constraints of a table as they are printed; worked out once. Belongs to the catalog. */
const struct constraints_made *constraints_made(const struct catalog *catalog, const char *schema, const char *table);

/* Whether the one is made before the other: CREATE TABLE begins with the primary key. */
bool constraint_made_before(const struct constraints_made *made, size_t a, size_t b);

#endif
