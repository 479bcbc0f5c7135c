#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_sequence_owner_query[];

enum { COLUMN, N_FIELDS };
static const char *const fields[N_FIELDS] = {[COLUMN] = "column"};
static const int forms[N_FIELDS] = {
    [COLUMN] = ANSWER_TEXT,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER SEQUENCE ", out);
    print_object_name(out, o);
    fputs(" OWNED BY ", out);
    print_object_relation(out, o);
    putc('.', out);
    print_name(out, object_value(o, COLUMN));
    fputs(";\n", out);
}

static void remove_it(struct alteration *a)
{
    fputs("ALTER SEQUENCE ", a->out);
    print_object_name(a->out, a->from);
    fputs(" OWNED BY NONE;\n", a->out);
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

const struct kind postgres_sequence_owner = {
    .name = "sequence owner",
    .query = postgres_sequence_owner_query,
    .present = "EXISTS (SELECT FROM pg_sequence)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .changes = &changes,
};
