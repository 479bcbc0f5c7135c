#include "catalog/hidden.h"
#include "catalog/read.h"
#include "kind/postgres/postgres.h"

extern const char postgres_hidden_query[];

/* Before the kinds whose objects are to be marked. */
static bool read_hidden(const struct kind *kind, struct reading *reading)
{
    size_t first = reading->catalog->n_objects;
    bool ok = catalog_add_query(reading->catalog, kind, kind->query, reading->connection, reading->diags);
    if (ok)
        catalog_hide_names(reading->catalog, first);
    return ok;
}

const struct kind postgres_hidden = {
    .name = "hidden name",
    .query = postgres_hidden_query,
    .read = read_hidden,
    .asks = true,
    .phase = PHASE_INSIDE,
    .place = PLACE_OPTION,
};
