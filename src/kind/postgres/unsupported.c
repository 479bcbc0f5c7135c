/* A snapshot is complete or is not written: what nobody can print is an error. */
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_unsupported_query[];

static bool read_unsupported(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!catalog_add_query(catalog, kind, kind->query, reading->connection, reading->diags))
        return false;
    for (size_t i = first; i < catalog->n_objects; i++) {
        struct diag *e =
            diag_error(reading->diags, "%s: a snapshot cannot hold objects of this kind", catalog->objects[i]->name);
        diag_hint(reading->diags, e, "drop it in a delta, or make it outside the schema directory");
    }
    return catalog->n_objects == first;
}

const struct kind postgres_unsupported = {
    .name = "unsupported object",
    .query = postgres_unsupported_query,
    .read = read_unsupported,
    .phase = PHASE_INSIDE,
};
