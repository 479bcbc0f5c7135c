#include "kind/change.h"
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

/* One that shall be as it is, and looked at, is not dropped. */
static void remove_it(struct alteration *a)
{
    const struct object *checked =
        catalog_find(a->after, &postgres_constraint, a->from->schema, a->from->relation, a->from->name);
    if (!object_flag(a->from, NOT_VALID_LOCAL))
        return;
    if (checked && is_definition_unchecked(object_value(a->from, NOT_VALID_DEFINITION),
                                           object_value(checked, CONSTRAINT_DEFINITION)))
        print_validate_constraint(a->out, a->from);
    else
        print_drop_constraint(a->out, a->from);
}

static const struct change_forms changes = {.remove = remove_it, .rebuilt = true};

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
    .remark = REMARK_CONSTRAINT,
    .print = print,
    .needs = needs,
    .grammar = &not_valid_grammar,
    .changes = &changes,
};
