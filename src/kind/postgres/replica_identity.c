#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"

extern const char postgres_replica_identity_query[];

static const char *const fields[REPLICA_IDENTITY_N_FIELDS] = {
    [REPLICA_IDENTITY] = "identity", [REPLICA_IDENTITY_INDEX] = "index"};
static const int forms[REPLICA_IDENTITY_N_FIELDS] = {
    [REPLICA_IDENTITY] = ANSWER_TEXT,
};

void show_replica_identity(FILE *out, const struct object *o)
{
    if (o->values[REPLICA_IDENTITY_INDEX]) {
        fputs("USING INDEX ", out);
        print_name(out, o->values[REPLICA_IDENTITY_INDEX]);
    } else {
        fputs(object_value(o, REPLICA_IDENTITY)[0] == 'f' ? "FULL" : "NOTHING", out);
    }
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" REPLICA IDENTITY ", out);
    show_replica_identity(out, o);
    fputs(";\n", out);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_index(catalog, o, object_value(o, REPLICA_IDENTITY_INDEX), need, to);
}

static void remove_it(struct alteration *a)
{
    fputs("ALTER TABLE ", a->out);
    print_object_relation(a->out, a->from);
    fputs(" REPLICA IDENTITY DEFAULT;\n", a->out);
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

static const struct grammar grammar = {.part = true};

const struct kind postgres_replica_identity = {
    .name = "replica identity",
    .query = postgres_replica_identity_query,
    .present = "EXISTS (SELECT FROM class WHERE relreplident <> 'd'"
               " AND relkind IN ('r', 'p', 'm'))",
    .fields = fields,
    .forms = forms,
    .n_fields = REPLICA_IDENTITY_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
    .changes = &changes,
};
