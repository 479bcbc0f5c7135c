#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_partition_trigger_query[];

enum { PARENT, ENABLED, N_FIELDS };
static const char *const fields[N_FIELDS] = {[PARENT] = "parent", [ENABLED] = "enabled"};
static const int forms[N_FIELDS] = {
    [PARENT] = ANSWER_LIST | ANSWER_NULL,
    [ENABLED] = ANSWER_TEXT,
};

/* Partitions below follow; those that do not are objects of their own. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    print_firing(out, o, "TRIGGER", object_value(o, ENABLED));
}

/* A partition has its triggers when it is attached and its parent has them; it fires them as that one does at first. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    struct list parent = parse_pair(work, object_value(o, PARENT));
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

const struct kind postgres_partition_trigger = {
    .name = "trigger of a partition",
    .query = postgres_partition_trigger_query,
    .present = "EXISTS (SELECT FROM class WHERE relispartition)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_TRIGGER,
    .print = print,
    .needs = needs,
    .changes = &changes,
};
