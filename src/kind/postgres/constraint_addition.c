#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"

extern const char postgres_constraint_addition_query[];

enum { DEFINITION, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition"};
static const int forms[N_FIELDS] = {[DEFINITION] = ANSWER_TEXT};

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, DEFINITION, CANON_CONSTRAINT);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_added_constraint(out, catalog, o, DEFINITION);
}

static void remove_it(struct alteration *a)
{
    print_drop_constraint(a->out, a->from);
}

static const struct change_forms changes = {.remove = remove_it, .rebuilt = true};

/* Before the indexes, as constraints of other tables stand. */
const struct kind postgres_constraint_addition = {
    .name = "constraint of an extension's table",
    .query = postgres_constraint_addition_query,
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_SELF,
    .remark = REMARK_CONSTRAINT,
    .print = print,
    .changes = &changes,
};
