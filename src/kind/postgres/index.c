#include "kind/postgres/common.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_index_query[];

enum { DEFINITION, VALID, PARENT, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition", [VALID] = "valid", [PARENT] = "parent"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [VALID] = ANSWER_FLAG,
    [PARENT] = ANSWER_LIST | ANSWER_NULL,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, DEFINITION, object_flag(o, VALID) ? CANON_INDEX : CANON_STATEMENT);
}

static bool read_indexes(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static void add_parent(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    add_named(o->values[PARENT], add, to);
}

static const struct lookup attached = {&postgres_index, add_parent};

/*
 * The index of a partitioned table takes the fitting indexes of its
 * partitions for its own when it is made; an invalid one is made without
 * looking at them, and has only those that are attached one by one.
 */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_short(out, catalog, o, CANON_STATEMENT, object_value(o, DEFINITION));
    fputs(";\n", out);
    if (object_flag(o, VALID))
        return;
    struct objects indexes = objects_naming(catalog, &attached, o->schema, o->name);
    for (size_t i = 0; i < indexes.n; i++) {
        fputs("ALTER INDEX ", out);
        print_object_name(out, o);
        fputs(" ATTACH PARTITION ", out);
        print_object_name(out, indexes.items[i]);
        fputs(";\n", out);
    }
}

/* The partitions of the index's table, and their indexes. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    if (!table || !table->values[TABLE_PARTITION_KEY])
        return;
    struct objects partitions = objects_naming(catalog, &partitions_of, o->schema, o->relation);
    for (size_t i = 0; i < partitions.n; i++)
        need(to, partitions.items[i]);
    struct objects indexes = objects_naming(catalog, &attached, o->schema, o->name);
    for (size_t i = 0; i < indexes.n; i++)
        need(to, indexes.items[i]);
}

const struct kind postgres_index = {
    .name = "index",
    .query = postgres_index_query,
    .read = read_indexes,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_INDEX,
    .print = print,
    .needs = needs,
};
