/*
 * What is worked out of all objects of a catalog once, and then asked for each of them: so that nobody walks over all
 * objects for every object.
 */
#ifndef CATALOG_DERIVED_H
#define CATALOG_DERIVED_H

#include "catalog/object.h"

/*
 * What `make` works out, in memory of ctx: when it is first asked for, and again once objects were added or taken
 * out. `of` tells it from others of the same `make`, and may be NULL. Belongs to the catalog.
 */
const void *catalog_derived(const struct catalog *catalog, const void *of,
                            void *(*make)(void *ctx, const struct catalog *catalog, const void *of));

/*
 * What is worked out of one object: when it is first asked for, so that `make` may ask for what other objects come to.
 * In memory of ctx.
 */
struct per_object {
    void *(*make)(void *ctx, const struct catalog *catalog, const struct object *o);
};
/* Belongs to the catalog, until objects are added or taken out. */
const void *object_derived(const struct catalog *catalog, const struct per_object *what, const struct object *o);

/* Calls `add` with each key under which an object is to be found. */
typedef void lookup_keys(const struct object *o, void (*add)(void *to, const char *key), void *to);

/* The objects of a kind that are found under a key, in their order in the catalog, which is in order. */
struct lookup {
    const struct kind *kind; /* NULL: of all */
    lookup_keys *keys;
};
struct objects catalog_lookup(const struct catalog *catalog, const struct lookup *lookup, const char *key);

/* A key of two names, which no other two have. Belongs to ctx. */
char *lookup_pair(void *ctx, const char *first, const char *second);

#endif
