/* Objects by another one that they name: partitions by their table, tables by those above them. */
#ifndef KIND_POSTGRES_NAMING_H
#define KIND_POSTGRES_NAMING_H

#include "catalog/derived.h"

/* The partitions of a table; the tables below one, partitions among them. */
extern const struct lookup partitions_of, tables_below;

/* Adds a key for each schema and name of an array of these, one behind the other; NULL: there are none. */
void add_named(const char *array, void (*add)(void *to, const char *key), void *to);

/* The objects that name this one. */
struct objects objects_naming(const struct catalog *catalog, const struct lookup *lookup, const char *schema,
                              const char *name);

#endif
