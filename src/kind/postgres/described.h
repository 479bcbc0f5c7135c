/* What is said of objects whose kinds describe themselves (kind/grammar.h): comments, owners, privileges. */
#ifndef KIND_POSTGRES_DESCRIBED_H
#define KIND_POSTGRES_DESCRIBED_H

#include "kind/grammar.h"

/*
 * A query in which the mark of catalogs (described.c) has become the catalogs of all kinds that describe themselves,
 * and that of privileges a branch of its list of objects for each that has any. Belongs to ctx.
 */
const char *query_with_described(void *ctx, const char *query);

/* The object of that address, whatever part of it is meant, where its kind describes itself; NULL: there is none. */
struct described;
const struct object *described_at(const struct described *described, struct address address);

/*
 * Fills in what is said of such an object: the fields (their indexes) that hold how statements name it, and the
 * identity, which is that of the object with its word.
 */
struct said_fields {
    int phase, keyword, schema, name, arguments;
};
void say_of_described(const struct catalog *catalog, struct object *said, const struct object *of,
                      struct said_fields fields);

/* Takes the last objects, from `first` on, out of the catalog where `keep` says no, which may ask for those before. */
void keep_objects(struct catalog *catalog, size_t first,
                  bool (*keep)(struct catalog *catalog, const struct described *described, struct object *o));

#endif
