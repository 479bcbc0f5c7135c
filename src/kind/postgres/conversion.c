#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_conversion_query[];

enum { DEFAULT, SOURCE, TARGET, FUNCTION, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [DEFAULT] = "default", [SOURCE] = "source", [TARGET] = "target", [FUNCTION] = "function"};
static const int forms[N_FIELDS] = {
    [DEFAULT] = ANSWER_FLAG,
    [SOURCE] = ANSWER_TEXT,
    [TARGET] = ANSWER_TEXT,
    [FUNCTION] = ANSWER_LIST,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs(object_flag(o, DEFAULT) ? "CREATE DEFAULT CONVERSION " : "CREATE CONVERSION ", out);
    print_object_name(out, o);
    fprintf(out, " FOR '%s' TO '%s' FROM ", object_value(o, SOURCE), object_value(o, TARGET));
    print_visible(out, object_value(o, FUNCTION));
    fputs(";\n", out);
}

const struct kind postgres_conversion = {
    .name = "conversion",
    .query = postgres_conversion_query,
    .present = "EXISTS (SELECT FROM pg_conversion WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
};
