/*
 * What stands on what, of a catalog as it is: who needs an object, and what goes with one that is removed. Each is
 * looked up; nobody walks over all objects, or all dependencies, for every object.
 */
#ifndef FIX_DEPENDENTS_H
#define FIX_DEPENDENTS_H

#include "catalog/object.h"

/* An object that needs another one. */
struct dependent {
    size_t at;    /* its place among the catalog's objects */
    bool of_part; /* what needs it is the part that can be made later (catalog/object.h, struct dependency) */
};

/* Works out who needs whom. Belongs to ctx, and lives no longer than the catalog. */
struct dependents *dependents_of(void *ctx, const struct catalog *catalog);

/* Those that need an object or, of a relation, one of its columns; in the order of dependencies. Belong to ctx. */
struct dependent *dependents_find(void *ctx, const struct dependents *all, const struct object *o, size_t *n);

/* The free-standing objects of a name: what has columns, constraints and indexes is called as these say. */
struct objects relations_named(const struct catalog *catalog, const char *schema, const char *name);

/*
 * Whether an object goes with another one of those in `gone` (by the places of the catalog's objects): it belongs to
 * that relation, or is something said of that object.
 */
bool dependents_goes_along(const struct catalog *catalog, const bool *gone, const struct object *o);

/* The place of an object among the catalog's. */
size_t dependents_place(const struct catalog *catalog, const struct object *o);

#endif
