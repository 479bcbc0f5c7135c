#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"

extern const char postgres_constraint_not_valid_query[];

enum { DEFINITION, LOCAL, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition", [LOCAL] = "local"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [LOCAL] = ANSWER_FLAG,
};

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, DEFINITION, CANON_CONSTRAINT);
}

/* The parent's one reaches the tables below it by itself. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (object_flag(o, LOCAL))
        print_added_constraint(out, catalog, o, DEFINITION);
}

/* Rows that break the constraint must be there before it. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_rows(catalog, o->schema, o->relation, need, to);
}

const struct kind postgres_constraint_not_valid = {
    .name = "unchecked constraint",
    .query = postgres_constraint_not_valid_query,
    .present = "EXISTS (SELECT FROM pg_constraint WHERE NOT convalidated)",
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
};
