#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_domain_constraint_query[];

enum { DEFINITION, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
};

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, DEFINITION, CANON_DOMAIN_CONSTRAINT);
}

const char *domain_constraint_definition(const struct object *constraint)
{
    return object_value(constraint, DEFINITION);
}

static const struct postponable postponable = {.whole = true, .print = print_domain_constraint};

const struct kind postgres_domain_constraint = {
    .name = "domain constraint",
    .query = postgres_domain_constraint_query,
    .present = "EXISTS (SELECT FROM limiting WHERE of_domain)",
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_INSIDE,
    .postponable = &postponable,
};
