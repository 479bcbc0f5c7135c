#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_constraint_addition_query[];

enum { DEFINITION, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition"};
static const int forms[N_FIELDS] = {[DEFINITION] = ANSWER_TEXT};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_text(catalog, o, DEFINITION, CANON_CONSTRAINT);
}

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ADD CONSTRAINT ", out);
    print_name(out, o->name);
    putc(' ', out);
    print_short(out, catalog, o, CANON_CONSTRAINT, object_value(o, DEFINITION));
    fputs(";\n", out);
}

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
    .print = print,
};
