#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_constraint_query[];

static const char *const fields[CONSTRAINT_N_FIELDS] = {
    [CONSTRAINT_TYPE] = "type",
    [CONSTRAINT_DEFINITION] = "definition",
    [CONSTRAINT_LOCAL] = "local",
    [CONSTRAINT_INHERITED] = "inherited",
};
static const int forms[CONSTRAINT_N_FIELDS] = {
    [CONSTRAINT_TYPE] = ANSWER_TEXT,
    [CONSTRAINT_DEFINITION] = ANSWER_TEXT,
    [CONSTRAINT_LOCAL] = ANSWER_FLAG,
    [CONSTRAINT_INHERITED] = ANSWER_NUMBER,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_text(catalog, o, CONSTRAINT_DEFINITION, CANON_CONSTRAINT);
}

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

const struct kind postgres_constraint = {
    .name = "constraint",
    .query = postgres_constraint_query,
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = CONSTRAINT_N_FIELDS,
    .phase = PHASE_INSIDE,
};
