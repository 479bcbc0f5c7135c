/*
 * What people added to what extensions made, and since when what is changed of the
 * server's own is a person's. Found once, before all else is read, and left on the server
 * for the queries of other kinds: the answer is long where there is much of it, and nobody
 * here needs it.
 */
#include "catalog/ask.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_addition_query[];

static bool find_additions(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    static const struct answer_column columns[] = {{"additions", ANSWER_TEXT}, {"initdb", ANSWER_TEXT}};
    const struct question question = {"what was added to extensions",
                                      query_for_version(catalog->ctx, kind->query, catalog->version), columns, 2};
    struct rows rows;
    return catalog_ask(reading->connection, &question, catalog->ctx, &rows, reading->diags);
}

const struct kind postgres_addition = {
    .name = "addition to an extension",
    .query = postgres_addition_query,
    .read = find_additions,
    .phase = PHASE_INSIDE,
};
