#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_trigger_query[];

enum { DEFINITION, ENABLED, ON_INSERT, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [DEFINITION] = "definition", [ENABLED] = "enabled", [ON_INSERT] = "on_insert"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [ENABLED] = ANSWER_TEXT,
    [ON_INSERT] = ANSWER_FLAG,
};

static bool read_triggers(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, DEFINITION, CANON_STATEMENT);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_short(out, catalog, o, CANON_STATEMENT, object_value(o, DEFINITION));
    fputs(";\n", out);
    if (object_value(o, ENABLED)[0] != 'O')
        print_firing(out, o, "TRIGGER", object_value(o, ENABLED));
}

/* Loading rows must not fire triggers. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    if (object_flag(o, ON_INSERT))
        need_rows(catalog, o->schema, o->relation, need, to);
}

const struct kind postgres_trigger = {
    .name = "trigger",
    .query = postgres_trigger_query,
    .present = "EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal)",
    .read = read_triggers,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_TRIGGER,
    .print = print,
    .needs = needs,
};
