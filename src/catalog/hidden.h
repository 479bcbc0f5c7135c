/*
 * Names of schema public that the server has, too, in pg_catalog, which is searched first: gen_random_uuid() of
 * pgcrypto. Whatever is said of such an object has to say its schema, which goes without saying of others.
 */
#ifndef CATALOG_HIDDEN_H
#define CATALOG_HIDDEN_H

#include "catalog/object.h"

/*
 * All objects from `first` on are hidden, and are taken out again: their addresses, and where other objects may hang on
 * one its name as the relation. Objects that are read after that are marked.
 */
void catalog_hide_names(struct catalog *catalog, size_t first);

/* For who adds an object: whether its name, or that of what it hangs on, is one of them. */
void catalog_mark_hidden(const struct catalog *catalog, struct object *o);

#endif
