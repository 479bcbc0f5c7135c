#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_clustering_query[];

static const char *const fields[CLUSTERING_N_FIELDS] = {[CLUSTERING_INDEX] = "index"};
static const int forms[CLUSTERING_N_FIELDS] = {
    [CLUSTERING_INDEX] = ANSWER_TEXT,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" CLUSTER ON ", out);
    print_name(out, object_value(o, CLUSTERING_INDEX));
    fputs(";\n", out);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_index(catalog, o, object_value(o, CLUSTERING_INDEX), need, to);
}

static void remove_it(struct alteration *a)
{
    fputs("ALTER TABLE ", a->out);
    print_object_relation(a->out, a->from);
    fputs(" SET WITHOUT CLUSTER;\n", a->out);
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

static const struct grammar grammar = {.part = true};

const struct kind postgres_clustering = {
    .name = "clustering",
    .query = postgres_clustering_query,
    .present = "EXISTS (SELECT FROM pg_index WHERE indisclustered)",
    .fields = fields,
    .forms = forms,
    .n_fields = CLUSTERING_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
    .changes = &changes,
};
