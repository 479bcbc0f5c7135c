/*
 * Keys of partitioned tables that not every partition has one under: they are made when the partitions are there,
 * without looking at them. The key itself, which has the fields, is no part of its CREATE TABLE then.
 */
#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/index_match.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/remark.h"

extern const char postgres_constraint_only_query[];

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const struct object *key = catalog_find(catalog, &postgres_constraint, o->schema, o->relation, o->name);
    if (!key)
        return;
    print_object_remark(out, catalog, key);
    print_added_constraint(out, catalog, key, CONSTRAINT_DEFINITION);
    print_indexes_below(out, catalog, key);
}

/* The partitions, and such keys of theirs. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects partitions = objects_naming(catalog, &partitions_of, o->schema, o->relation);
    for (size_t i = 0; i < partitions.n; i++)
        need(to, partitions.items[i]);
    void *work = mem_context(NULL);
    struct objects below = indexes_below(work, catalog, o);
    for (size_t i = 0; i < below.n; i++) {
        const struct object *key = below.items[i];
        need_named(catalog, &postgres_constraint_only, key->schema, key->relation, key->name, need, to);
    }
    mem_free(work);
}

/* The key comes and goes by itself. */
static void add(struct alteration *a)
{
    print_indexes_below(a->out, a->after, a->to);
}

static void remove_it(struct alteration *a)
{
    (void)a;
}

static const struct change_forms changes = {.add = add, .remove = remove_it};

const struct kind postgres_constraint_only = {
    .name = "key of ONLY a partitioned table",
    .query = postgres_constraint_only_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'I')",
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .changes = &changes,
};
