#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_statistics_query[];

enum { DEFINITION, SCHEMA, NAME, TARGET, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [DEFINITION] = "definition",
    [SCHEMA] = "statistics_schema",
    [NAME] = "statistics_name",
    [TARGET] = "target",
};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [SCHEMA] = ANSWER_TEXT,
    [NAME] = ANSWER_TEXT,
    [TARGET] = ANSWER_NUMBER | ANSWER_NULL,
};

static bool read_statistics(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, DEFINITION, CANON_STATEMENT);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "%s;\n", object_value(o, DEFINITION));
    if (!o->values[TARGET])
        return;
    fputs("ALTER STATISTICS ", out);
    print_qualified(out, object_value(o, SCHEMA), object_value(o, NAME));
    fprintf(out, " SET STATISTICS %s;\n", o->values[TARGET]);
}

const struct kind postgres_statistics = {
    .name = "statistics",
    .query = postgres_statistics_query,
    .present = "EXISTS (SELECT FROM pg_statistic_ext)",
    .read = read_statistics,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
};
