#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_partition_trigger_query[];

static const char *const fields[PARTITION_TRIGGER_N_FIELDS] = {
    [PARTITION_TRIGGER_PARENT] = "parent", [PARTITION_TRIGGER_ENABLED] = "enabled"};
static const int forms[PARTITION_TRIGGER_N_FIELDS] = {
    [PARTITION_TRIGGER_PARENT] = ANSWER_LIST | ANSWER_NULL,
    [PARTITION_TRIGGER_ENABLED] = ANSWER_TEXT,
};

/* Partitions below follow; those that do not are objects of their own. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    print_firing(out, o, "TRIGGER", object_value(o, PARTITION_TRIGGER_ENABLED));
}

/* A partition has its triggers when it is attached and its parent has them; it fires them as that one does at first. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    struct list parent = parse_pair(work, object_value(o, PARTITION_TRIGGER_PARENT));
    need_named(catalog, &postgres_partition, o->schema, o->relation, "", need, to);
    if (parent.n == 2) {
        /* All of them, so that the statements of one table stay together. */
        struct objects triggers = catalog_children(catalog, &postgres_trigger, parent.items[0], parent.items[1]);
        for (size_t i = 0; i < triggers.n; i++)
            need(to, triggers.items[i]);
        need_named(catalog, &postgres_partition_trigger, parent.items[0], parent.items[1], o->name, need, to);
    }
    mem_free(work);
}

static void remove_it(struct alteration *a)
{
    print_firing(a->out, a->from, "TRIGGER", "O");
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

static const struct grammar grammar = {.part = true};

const struct kind postgres_partition_trigger = {
    .name = "trigger of a partition",
    .query = postgres_partition_trigger_query,
    .present = "EXISTS (SELECT FROM class WHERE relispartition)",
    .fields = fields,
    .forms = forms,
    .n_fields = PARTITION_TRIGGER_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_TRIGGER,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
    .changes = &changes,
};
