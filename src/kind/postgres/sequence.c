#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_sequence_query[];

enum { UNLOGGED, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[UNLOGGED] = "unlogged", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {
    [UNLOGGED] = ANSWER_FLAG,
    [OPTIONS] = ANSWER_LIST,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs(object_flag(o, UNLOGGED) ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ", out);
    print_object_name(out, o);
    print_sequence_options(out, object_value(o, OPTIONS), true);
    fputs(";\n", out);
}

const struct kind postgres_sequence = {
    .name = "sequence",
    .query = postgres_sequence_query,
    .present = "EXISTS (SELECT FROM pg_sequence)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_SEQUENCE,
    .print = print,
};
