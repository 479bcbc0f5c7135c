#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_cast_query[];

enum { SOURCE, TARGET, METHOD, CONTEXT, FUNCTION, ARGUMENTS, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [SOURCE] = "source",   [TARGET] = "target",     [METHOD] = "method",
    [CONTEXT] = "context", [FUNCTION] = "function", [ARGUMENTS] = "arguments",
};
static const int forms[N_FIELDS] = {
    [SOURCE] = ANSWER_TEXT,  [TARGET] = ANSWER_TEXT,         [METHOD] = ANSWER_TEXT,
    [CONTEXT] = ANSWER_TEXT, [FUNCTION] = ANSWER_GAPPY_LIST,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, SOURCE, CANON_TYPE);
    normalize_text(catalog, o, TARGET, CANON_TYPE);
    if (o->values[ARGUMENTS])
        normalize_text(catalog, o, ARGUMENTS, CANON_PARAMETERS);
}

static bool read_casts(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    char context = object_value(o, CONTEXT)[0];
    fprintf(out, "CREATE CAST (%s AS %s) ", object_value(o, SOURCE), object_value(o, TARGET));
    if (object_value(o, METHOD)[0] == 'f') {
        fputs("WITH FUNCTION ", out);
        print_visible(out, object_value(o, FUNCTION));
        fprintf(out, "(%s)", object_value(o, ARGUMENTS));
    } else {
        fputs(object_value(o, METHOD)[0] == 'i' ? "WITH INOUT" : "WITHOUT FUNCTION", out);
    }
    fputs(context == 'a' ? " AS ASSIGNMENT" : context == 'i' ? " AS IMPLICIT" : "", out);
    fputs(";\n", out);
}

const struct kind postgres_cast = {
    .name = "cast",
    .query = postgres_cast_query,
    .present = "EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)",
    .read = read_casts,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
};
