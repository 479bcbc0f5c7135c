#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/parse.h"
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

static const char not_valid[] = " NOT VALID";

/* How much of the definition stands before that. */
static size_t core_length(const struct object *constraint)
{
    const char *definition = object_value(constraint, DEFINITION);
    size_t n = strlen(definition), m = strlen(not_valid);
    return n > m && strcmp(definition + n - m, not_valid) == 0 ? n - m : n;
}

bool domain_constraint_is_valid(const struct object *constraint)
{
    return !object_value(constraint, DEFINITION)[core_length(constraint)];
}

void parse_domain_constraint(struct parsing *parsing, const struct object *domain, const char *name,
                             const char *definition, bool valid)
{
    struct object *o = parsing_add(parsing, &postgres_domain_constraint, domain->schema, domain->name, name);
    o->values[DEFINITION] = mem_printf(parsing->ctx, "%s%s", definition, valid ? "" : not_valid);
}

void validate_domain_constraint(struct parsing *parsing, struct object *constraint)
{
    constraint->values[DEFINITION] =
        mem_strndup(parsing->ctx, object_value(constraint, DEFINITION), core_length(constraint));
}

/* [domain, name] */
static bool identify(struct parsing *parsing, const json_t *object, struct object *o)
{
    const json_t *list = field_node(node_as(object, "List"), "items");
    struct name_pair domain = field_of_names(field_node(node_as(json_array_get(list, 0), "TypeName"), "names"));
    (void)parsing;
    o->schema = domain.schema;
    o->relation = domain.name;
    o->name = list_text(list, 1);
    return true;
}

static void join_type(FILE *out, const struct object *o)
{
    (void)o;
    fputs("CHECK", out);
}

static void join_definition(FILE *out, const struct object *o)
{
    fprintf(out, "%.*s", (int)core_length(o), object_value(o, DEFINITION));
}

static void join_validity(FILE *out, const struct object *o)
{
    fputs(domain_constraint_is_valid(o) ? "" : not_valid + 1, out);
}

static const struct attribute_form attributes[] = {
    [DEFINITION] = {.label = "definition", .join = join_definition},
    {.label = "type", .join = join_type},
    {.label = "validated", .join = join_validity},
};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = sizeof(attributes) / sizeof(*attributes)},
    .item_kind = "constraint",
    .object_type = "OBJECT_DOMCONSTRAINT",
    .keyword = "DOMAIN CONSTRAINT",
    .label = "CONSTRAINT",
    .member = true,
    .identify = identify,
};

static const struct postponable postponable = {.whole = true, .print = print_domain_constraint};

static void begin(struct alteration *a, const struct object *o, const char *keywords)
{
    fputs("ALTER DOMAIN ", a->out);
    print_object_relation(a->out, o);
    fprintf(a->out, " %s CONSTRAINT ", keywords);
    print_name(a->out, o->name);
}

static void add(struct alteration *a)
{
    begin(a, a->to, "ADD");
    fprintf(a->out, " %.*s%s;\n", (int)core_length(a->to), object_value(a->to, DEFINITION), not_valid);
    if (!domain_constraint_is_valid(a->to))
        return;
    alteration_step(a);
    begin(a, a->to, "VALIDATE");
    fputs(";\n", a->out);
}

static bool alter(struct alteration *a)
{
    const char *from = object_value(a->from, DEFINITION), *to = object_value(a->to, DEFINITION);
    if (domain_constraint_is_valid(a->from) || core_length(a->from) != strlen(to) || strncmp(from, to, strlen(to)) != 0)
        return false;
    begin(a, a->to, "VALIDATE");
    fputs(";\n", a->out);
    return true;
}

static void remove_it(struct alteration *a)
{
    begin(a, a->from, "DROP");
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.add = add, .alter = alter, .remove = remove_it};

const struct kind postgres_domain_constraint = {
    .name = "domain constraint",
    .query = postgres_domain_constraint_query,
    .present = "EXISTS (SELECT FROM limiting WHERE of_domain)",
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_INSIDE,
    .print = print_domain_constraint,
    .grammar = &grammar,
    .postponable = &postponable,
    .changes = &changes,
};
