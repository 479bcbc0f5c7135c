#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_index_query[];

enum { DEFINITION, VALID, PARENT, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition", [VALID] = "valid", [PARENT] = "parent"};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_statement(catalog, o, DEFINITION);
}

static bool read_indexes(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "%s;\n", object_value(o, DEFINITION));
}

const struct kind postgres_index = {
    .name = "index",
    .query = postgres_index_query,
    .read = read_indexes,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_INDEX,
    .print = print,
};
