#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/unchecked.h"

extern const char postgres_partition_query[];

static const char *const fields[PARTITION_N_FIELDS] = {[PARTITION_PARENT] = "parent", [PARTITION_BOUND] = "bound"};
static const int forms[PARTITION_N_FIELDS] = {
    [PARTITION_PARENT] = ANSWER_LIST,
    [PARTITION_BOUND] = ANSWER_TEXT,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER TABLE ", out);
    print_name_pair(out, object_value(o, PARTITION_PARENT));
    fputs(" ATTACH PARTITION ", out);
    print_object_relation(out, o);
    fprintf(out, " %s;\n", object_value(o, PARTITION_BOUND));
}

static void need_constraints(const struct catalog *catalog, const char *schema, const char *table,
                             void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects constraints = catalog_children(catalog, &postgres_constraint, schema, table);
    for (size_t i = 0; i < constraints.n; i++)
        need(to, constraints.items[i]);
}

/* Both tables must have their checks, where they are made by statements of their own. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    struct list parent = parse_pair(work, object_value(o, PARTITION_PARENT));
    if (parent.n == 2)
        need_constraints(catalog, parent.items[0], parent.items[1], need, to);
    need_constraints(catalog, o->schema, o->relation, need, to);
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    if (table)
        need_unchecked_above(catalog, table, need, to);
    mem_free(work);
}

static void detach(struct alteration *a)
{
    fputs("ALTER TABLE ", a->out);
    print_name_pair(a->out, object_value(a->from, PARTITION_PARENT));
    fputs(" DETACH PARTITION ", a->out);
    print_object_relation(a->out, a->from);
    fputs(";\n", a->out);
}

static bool alter(struct alteration *a)
{
    detach(a);
    return alter_as_added(a);
}

static const struct change_forms changes = {.alter = alter, .remove = detach};

static const struct grammar grammar = {.part = true};

const struct kind postgres_partition = {
    .name = "partition",
    .query = postgres_partition_query,
    .present = "EXISTS (SELECT FROM class WHERE relispartition)",
    .fields = fields,
    .forms = forms,
    .n_fields = PARTITION_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
    .changes = &changes,
};
