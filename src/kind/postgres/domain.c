#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_domain_query[];

enum { BASE_TYPE, COLLATION, NOT_NULL, NOT_NULL_NAME, DEFAULT, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [BASE_TYPE] = "base_type",         [COLLATION] = "collation", [NOT_NULL] = "not_null",
    [NOT_NULL_NAME] = "not_null_name", [DEFAULT] = "default",
};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_type(catalog, o, BASE_TYPE);
    settle_expression(catalog, o, DEFAULT, CANON_DEFAULT);
}

static bool read_domains(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static bool is_not_valid(const struct object *constraint)
{
    static const char mark[] = " NOT VALID";
    const char *definition = domain_constraint_definition(constraint);
    size_t n = strlen(definition);
    return n > strlen(mark) && strcmp(definition + n - strlen(mark), mark) == 0;
}

static void print_constraint(FILE *out, const struct object *constraint)
{
    fputs("CONSTRAINT ", out);
    print_name(out, constraint->name);
    fprintf(out, " %s", domain_constraint_definition(constraint));
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct objects constraints = catalog_children(catalog, &postgres_domain_constraint, o->schema, o->name);
    fputs("CREATE DOMAIN ", out);
    print_object_name(out, o);
    fprintf(out, " AS %s", object_value(o, BASE_TYPE));
    if (o->values[COLLATION]) {
        fputs(" COLLATE ", out);
        print_visible(out, o->values[COLLATION]);
    }
    if (o->values[NOT_NULL_NAME]) {
        fputs(" CONSTRAINT ", out);
        print_name(out, o->values[NOT_NULL_NAME]);
    }
    fputs(object_flag(o, NOT_NULL) ? " NOT NULL" : "", out);
    if (o->values[DEFAULT])
        fprintf(out, " DEFAULT %s", o->values[DEFAULT]);
    for (size_t i = 0; i < constraints.n; i++)
        if (!is_not_valid(constraints.items[i])) {
            fputs("\n    ", out);
            print_constraint(out, constraints.items[i]);
        }
    fputs(";\n", out);
    for (size_t i = 0; i < constraints.n; i++)
        if (is_not_valid(constraints.items[i])) {
            fputs("ALTER DOMAIN ", out);
            print_object_name(out, o);
            fputs(" ADD ", out);
            print_constraint(out, constraints.items[i]);
            fputs(";\n", out);
        }
}

const struct kind postgres_domain = {
    .name = "domain",
    .query = postgres_domain_query,
    .present = "EXISTS (SELECT FROM pg_type WHERE oid >= 16384 AND typtype = 'd')",
    .read = read_domains,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
};
