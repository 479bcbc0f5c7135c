#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_partition_query[];

enum { PARENT, BOUND, N_FIELDS };
static const char *const fields[N_FIELDS] = {[PARENT] = "parent", [BOUND] = "bound"};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER TABLE ", out);
    print_name_pair(out, object_value(o, PARENT));
    fputs(" ATTACH PARTITION ", out);
    print_object_relation(out, o);
    fprintf(out, " %s;\n", object_value(o, BOUND));
}

/* The indexes come first: attaching takes those that fit for the parent's. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects indexes = catalog_children(catalog, &postgres_index, o->schema, o->relation);
    for (size_t i = 0; i < indexes.n; i++)
        need(to, indexes.items[i]);
}

const struct kind postgres_partition = {
    .name = "partition",
    .query = postgres_partition_query,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
};
