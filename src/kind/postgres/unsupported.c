/*
 * A snapshot is complete or is not written: what nobody can print is an error.
 * Of a database in use the rest is worth seeing, so there it is a warning.
 */
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
        static const char message[] = "%s: a snapshot cannot hold objects of this kind";
        const char *name = catalog->objects[i]->name;
        if (reading->in_use)
            diag_warning(reading->diags, message, name);
        else
            diag_hint(reading->diags, diag_error(reading->diags, message, name),
                      "drop it in a delta, or make it outside the schema directory");
    }
    bool ok = reading->in_use || catalog->n_objects == first;
    catalog->n_objects = first;
    return ok;
}

const struct kind postgres_unsupported = {
    .name = "unsupported object",
    .query = postgres_unsupported_query,
    .read = read_unsupported,
    .phase = PHASE_INSIDE,
};
