#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_constraint_not_valid_query[];

enum { DEFINITION, LOCAL, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition", [LOCAL] = "local"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [LOCAL] = ANSWER_FLAG,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_text(catalog, o, DEFINITION, CANON_CONSTRAINT);
}

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

/* The parent's one reaches the tables below it by itself. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (!object_flag(o, LOCAL))
        return;
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ADD CONSTRAINT ", out);
    print_name(out, o->name);
    putc(' ', out);
    print_short(out, catalog, o, CANON_CONSTRAINT, object_value(o, DEFINITION));
    fputs(";\n", out);
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
