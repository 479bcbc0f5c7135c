#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/server_name.h"

extern const char postgres_domain_query[];

enum { BASE_TYPE, COLLATION, NOT_NULL, NOT_NULL_NAME, DEFAULT, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [BASE_TYPE] = "base_type",         [COLLATION] = "collation", [NOT_NULL] = "not_null",
    [NOT_NULL_NAME] = "not_null_name", [DEFAULT] = "default",
};
static const int forms[N_FIELDS] = {
    [BASE_TYPE] = ANSWER_TEXT,
    [COLLATION] = ANSWER_LIST | ANSWER_NULL,
    [NOT_NULL] = ANSWER_FLAG,
    [NOT_NULL_NAME] = ANSWER_GAPPY_LIST | ANSWER_NULL,
};

/* What the query says of the name of the constraint NOT NULL: only one that a person chose stays. */
static const char *chosen_name(void *ctx, const struct object *o)
{
    enum { SAID_NAME, SAID_COMMENT, SAID_CHECKS };
    void *work = mem_context(NULL);
    const char *chosen = NULL;
    struct list said = parse_array(work, o->values[NOT_NULL_NAME]);
    if (said.n >= SAID_CHECKS && said.items[SAID_NAME]) {
        char **checks = mem_array(work, char *, (size_t)said.n);
        memcpy(checks, said.items + SAID_CHECKS, (size_t)(said.n - SAID_CHECKS) * sizeof(*checks));
        const char *name = said.items[SAID_NAME];
        if (domain_not_null_is_chosen(o->name, name, said.items[SAID_COMMENT] != NULL, (const char *const *)checks))
            chosen = mem_strdup(ctx, name);
    }
    mem_free(work);
    return chosen;
}

static void settle(struct catalog *catalog, const struct object *o)
{
    o->values[NOT_NULL_NAME] = chosen_name(catalog->ctx, o);
    normalize_text(catalog, o, BASE_TYPE, CANON_TYPE);
    normalize_text(catalog, o, DEFAULT, CANON_DEFAULT);
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

/* VALUE is a column to the parser, of the domain's base type to the server. */
static const char *type_of_value(const void *data, const char *schema, const char *relation, const char *column)
{
    (void)schema, (void)relation;
    return strcmp(column, "value") == 0 ? object_value(data, BASE_TYPE) : NULL;
}

static void print_constraint(FILE *out, const struct object *domain, const struct object *constraint)
{
    struct canon_columns columns = {domain->schema, domain->name, type_of_value, domain};
    char *definition = canon_short(NULL, CANON_DOMAIN_CONSTRAINT, domain_constraint_definition(constraint), &columns);
    fputs("CONSTRAINT ", out);
    print_name(out, constraint->name);
    fprintf(out, " %s", definition);
    mem_free(definition);
}

void print_domain_constraint(FILE *out, const struct catalog *catalog, const struct object *constraint)
{
    const struct object *domain = catalog_find(catalog, &postgres_domain, constraint->schema, "", constraint->relation);
    if (!domain)
        return;
    fputs("ALTER DOMAIN ", out);
    print_object_relation(out, constraint);
    fputs(" ADD ", out);
    print_constraint(out, domain, constraint);
    fputs(";\n", out);
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
    if (o->values[DEFAULT] && !catalog_postpones(catalog, o))
        print_default(out, o->values[DEFAULT], object_value(o, BASE_TYPE));
    for (size_t i = 0; i < constraints.n; i++)
        if (!is_not_valid(constraints.items[i]) && !catalog_postpones(catalog, constraints.items[i])) {
            fputs("\n    ", out);
            print_constraint(out, o, constraints.items[i]);
        }
    fputs(";\n", out);
    for (size_t i = 0; i < constraints.n; i++)
        if (is_not_valid(constraints.items[i]) && !catalog_postpones(catalog, constraints.items[i]))
            print_domain_constraint(out, catalog, constraints.items[i]);
}

static bool has_default(const struct object *o)
{
    return o->values[DEFAULT] != NULL;
}

static void print_postponed(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER DOMAIN ", out);
    print_object_name(out, o);
    fputs(" SET", out);
    print_default(out, o->values[DEFAULT], object_value(o, BASE_TYPE));
    fputs(";\n", out);
}

static const struct postponable postponable = {.has = has_default, .print = print_postponed};

const struct kind postgres_domain = {
    .name = "domain",
    .query = postgres_domain_query,
    .present = "EXISTS (SELECT FROM type WHERE typtype = 'd')",
    .read = read_domains,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
    .postponable = &postponable,
};
