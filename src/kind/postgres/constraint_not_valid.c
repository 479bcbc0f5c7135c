#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/unchecked.h"

extern const char postgres_constraint_not_valid_query[];

static const char *const fields[NOT_VALID_N_FIELDS] = {
    [NOT_VALID_DEFINITION] = "definition", [NOT_VALID_LOCAL] = "local"};
static const int forms[NOT_VALID_N_FIELDS] = {
    [NOT_VALID_DEFINITION] = ANSWER_TEXT,
    [NOT_VALID_LOCAL] = ANSWER_FLAG,
};

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, NOT_VALID_DEFINITION, CANON_CONSTRAINT);
}

/* The parent's one reaches the tables below it by itself. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (object_flag(o, NOT_VALID_LOCAL))
        print_added_constraint(out, catalog, o, NOT_VALID_DEFINITION);
}

/* Rows that break the constraint must be there before it. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_rows(catalog, o->schema, o->relation, need, to);
    need_unchecked_below(catalog, o, need, to);
    if (!object_flag(o, NOT_VALID_LOCAL))
        need_unchecked_parents(catalog, o, need, to);
}

const struct kind postgres_constraint_not_valid = {
    .name = "unchecked constraint",
    .query = postgres_constraint_not_valid_query,
    .present = "EXISTS (SELECT FROM limiting WHERE NOT convalidated)",
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = NOT_VALID_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
};
