#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_replica_identity_query[];

enum { IDENTITY, INDEX, N_FIELDS };
static const char *const fields[N_FIELDS] = {[IDENTITY] = "identity", [INDEX] = "index"};
static const int forms[N_FIELDS] = {
    [IDENTITY] = ANSWER_TEXT,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" REPLICA IDENTITY ", out);
    if (o->values[INDEX]) {
        fputs("USING INDEX ", out);
        print_name(out, o->values[INDEX]);
    } else {
        fputs(object_value(o, IDENTITY)[0] == 'f' ? "FULL" : "NOTHING", out);
    }
    fputs(";\n", out);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_index(catalog, o, object_value(o, INDEX), need, to);
}

static void remove_it(struct alteration *a)
{
    fputs("ALTER TABLE ", a->out);
    print_object_relation(a->out, a->from);
    fputs(" REPLICA IDENTITY DEFAULT;\n", a->out);
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

const struct kind postgres_replica_identity = {
    .name = "replica identity",
    .query = postgres_replica_identity_query,
    .present = "EXISTS (SELECT FROM class WHERE relreplident <> 'd'"
               " AND relkind IN ('r', 'p', 'm'))",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .changes = &changes,
};
