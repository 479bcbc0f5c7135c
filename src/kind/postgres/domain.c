#include <string.h>

#include "kind/change.h"
#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/implicit.h"
#include "sql/postgres/server_name.h"
#include "sql/postgres/shorten.h"

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

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    o->values[NOT_NULL_NAME] = chosen_name(catalog->ctx, o);
    normalize_text(catalog, o, BASE_TYPE, CANON_TYPE);
    normalize_text(catalog, o, DEFAULT, CANON_DEFAULT);
}

static bool read_domains(const struct kind *kind, struct reading *reading)
{
    return read_canonicalized(kind, reading, canonicalize);
}

/* VALUE is a column to the parser, of the domain's base type to the server. */
static const char *type_of_value(const void *data, const char *schema, const char *relation, const char *column)
{
    (void)schema, (void)relation;
    return strcmp(column, "value") == 0 ? object_value(data, BASE_TYPE) : NULL;
}

static char *short_definition(const struct object *domain, const struct object *constraint)
{
    struct canon_columns columns = {domain->schema, domain->name, type_of_value, domain, NULL};
    return canon_short(NULL, CANON_DOMAIN_CONSTRAINT, domain_constraint_definition(constraint), &columns);
}

static void print_constraint(FILE *out, const struct object *domain, const struct object *constraint)
{
    char *definition = domain ? short_definition(domain, constraint) : NULL;
    fputs("CONSTRAINT ", out);
    print_name(out, constraint->name);
    fprintf(out, " %s", definition ? definition : domain_constraint_definition(constraint));
    mem_free(definition);
}

/* A text's are short already, and found without their domain. */
void print_domain_constraint(FILE *out, const struct catalog *catalog, const struct object *constraint)
{
    const struct object *domain = catalog_find(catalog, &postgres_domain, constraint->schema, "", constraint->relation);
    if (!domain && !catalog->of_text)
        return;
    fputs("ALTER DOMAIN ", out);
    print_object_relation(out, constraint);
    fputs(" ADD ", out);
    print_constraint(out, domain, constraint);
    fputs(";\n", out);
}

static void print_type(FILE *out, const struct object *o)
{
    fputs(object_value(o, BASE_TYPE), out);
    if (o->values[COLLATION]) {
        fputs(" COLLATE ", out);
        print_visible(out, o->values[COLLATION]);
    }
}

static void print_not_null(FILE *out, const struct object *o)
{
    if (o->values[NOT_NULL_NAME]) {
        fputs("CONSTRAINT ", out);
        print_name(out, o->values[NOT_NULL_NAME]);
        putc(' ', out);
    }
    fputs(object_flag(o, NOT_NULL) ? "NOT NULL" : "", out);
}

static void print_drop_default(FILE *out, const struct object *o)
{
    fputs("ALTER DOMAIN ", out);
    print_object_name(out, o);
    fputs(" DROP DEFAULT;\n", out);
}

/* A domain over another takes over the default which that has when it is made. */
static bool takes_default(const struct catalog *catalog, const struct object *o)
{
    const struct object *below = domain_below(catalog, o);
    return !catalog->of_text && !o->values[DEFAULT] && below && below->values[DEFAULT];
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct objects constraints = catalog_children(catalog, &postgres_domain_constraint, o->schema, o->name);
    fputs("CREATE DOMAIN ", out);
    print_object_name(out, o);
    fputs(" AS ", out);
    print_type(out, o);
    fputs(object_flag(o, NOT_NULL) ? " " : "", out);
    print_not_null(out, o);
    if (o->values[DEFAULT] && !catalog_postpones(catalog, o))
        print_default(out, o->values[DEFAULT], domain_stored_type(catalog, o));
    for (size_t i = 0; i < constraints.n; i++)
        if (domain_constraint_is_valid(constraints.items[i]) && !catalog_postpones(catalog, constraints.items[i])) {
            fputs("\n    ", out);
            print_constraint(out, o, constraints.items[i]);
        }
    fputs(";\n", out);
    if (takes_default(catalog, o))
        print_drop_default(out, o);
    for (size_t i = 0; i < constraints.n; i++)
        if (!domain_constraint_is_valid(constraints.items[i]) && !catalog_postpones(catalog, constraints.items[i]))
            print_domain_constraint(out, catalog, constraints.items[i]);
}

static bool has_default(const struct object *o)
{
    return o->values[DEFAULT] != NULL;
}

static void print_postponed(FILE *out, const struct catalog *catalog, const struct object *o)
{
    fputs("ALTER DOMAIN ", out);
    print_object_name(out, o);
    fputs(" SET", out);
    print_default(out, o->values[DEFAULT], domain_stored_type(catalog, o));
    fputs(";\n", out);
}

static const struct postponable postponable = {.has = has_default, .print = print_postponed};

/* ---- its statements ---- */

/* Those without a name have one from the server. */
static bool add_check(struct parsing *parsing, const struct object *domain, json_t *constraint)
{
    struct canon_columns columns = {domain->schema, domain->name, type_of_value, domain, NULL};
    const char *name = field_text(constraint, "conname");
    for (int i = 0;
         !name[0] || (i > 0 && parsing_find(parsing, &postgres_domain_constraint, domain->schema, domain->name, name));
         i++)
        name = server_name(parsing->ctx, domain->name, "", i > 0 ? mem_printf(parsing->ctx, "check%d", i) : "check");
    bool valid = !field_flag(constraint, "skip_validation");
    json_object_del(constraint, "skip_validation");
    if (parsing->by_hand)
        tree_say_implicit_casts(constraint, &columns);
    tree_shorten(constraint, &columns);
    const char *definition = piece_text(parsing->ctx, PIECE_DOMAIN_CONSTRAINT, constraint);
    if (definition)
        parse_domain_constraint(parsing, domain, name, definition, valid);
    return definition != NULL;
}

/* The name only where a person chose it. */
static void set_not_null(struct parsing *parsing, struct object *o, const json_t *constraint, const json_t *constraints)
{
    const char *name = field_text(constraint, "conname");
    const char **checks = mem_array(parsing->ctx, const char *, json_array_size(constraints) + 1);
    size_t i, n = 0;
    json_t *node;
    json_array_foreach(constraints, i, node)
    {
        const json_t *other = node_as(node, "Constraint");
        if (field_is(other, "contype", "CONSTR_CHECK"))
            checks[n++] = field_text(other, "conname");
    }
    bool chosen = name[0] && domain_not_null_is_chosen(o->name, name, false, checks);
    o->values[NOT_NULL] = "t";
    o->values[NOT_NULL_NAME] = chosen ? mem_strdup(parsing->ctx, name) : NULL;
}

/* NULL alone is none, but of a domain over another, whose values it is made one of. */
static bool set_default(struct parsing *parsing, struct object *o, json_t *expression)
{
    const char *base = object_value(o, BASE_TYPE), *type = domain_stored_type_of_text(parsing, base);
    if (expression) {
        cast_null_default(expression, base);
        cast_domain_constant(parsing, expression, base);
    }
    bool none = !expression || is_null_default(parsing, expression, base);
    const char *text = none ? NULL : piece_default(parsing->ctx, expression, type);
    bool null = text && strcmp(text, "NULL") == 0, over = domain_of_text(parsing, base) != NULL;
    o->values[DEFAULT] = null && over ? mem_printf(parsing->ctx, "NULL::%s", type) : null ? NULL : text;
    return text || none;
}

static bool parse_constraint(struct parsing *parsing, struct object *o, json_t *constraint, const json_t *all)
{
    if (field_is(constraint, "contype", "CONSTR_CHECK"))
        return add_check(parsing, o, constraint);
    if (field_is(constraint, "contype", "CONSTR_DEFAULT"))
        return set_default(parsing, o, field_node(constraint, "raw_expr"));
    if (field_is(constraint, "contype", "CONSTR_NOTNULL"))
        set_not_null(parsing, o, constraint, all);
    return true;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "domainname"));
    const json_t *type = field_node(body, "typeName"), *constraints = field_node(body, "constraints");
    struct object *o = parsing_add(parsing, &postgres_domain, name.schema, "", name.name);
    o->values[BASE_TYPE] = field_of_type(parsing, type);
    o->values[COLLATION] = field_of_name_pair(parsing, field_node(field_node(body, "collClause"), "collname"));
    add_type_facts(parsing, o, type);
    const struct object *below = domain_of_text(parsing, object_value(o, BASE_TYPE));
    o->values[DEFAULT] = below ? below->values[DEFAULT] : NULL;
    bool known = o->values[BASE_TYPE] != NULL;
    size_t i;
    json_t *node;
    json_array_foreach(constraints, i, node) known =
        parse_constraint(parsing, o, node_as(node, "Constraint"), constraints) && known;
    return known;
}

static bool change_constraint(struct parsing *parsing, const json_t *body, const char *what, struct object *domain)
{
    json_t *constraint = node_as(field_node(body, "def"), "Constraint");
    struct object *named =
        parsing_find(parsing, &postgres_domain_constraint, domain->schema, domain->name, field_text(body, "name"));
    if (what[0] == 'C')
        return parse_constraint(parsing, domain, constraint, NULL);
    if (named && what[0] == 'X')
        parsing->reader->drop(parsing, named);
    else if (named)
        validate_domain_constraint(parsing, named);
    return named || field_flag(body, "missing_ok");
}

/* SET and DROP, of DEFAULT and of NOT NULL; ADD, DROP and VALIDATE CONSTRAINT. */
static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "typeName"));
    struct object *o = parsing_find(parsing, &postgres_domain, name.schema, "", name.name);
    const char *what = field_text(body, "subtype");
    if (!o)
        return field_flag(body, "missing_ok");
    if (what[0] == 'T')
        return set_default(parsing, o, field_node(body, "def"));
    if (what[0] != 'O' && what[0] != 'N')
        return change_constraint(parsing, body, what, o);
    o->values[NOT_NULL] = what[0] == 'O' ? "t" : "f";
    if (what[0] == 'N')
        o->values[NOT_NULL_NAME] = NULL;
    return true;
}

static bool refuses_null(const struct catalog *catalog, const struct object *domain)
{
    struct objects all = catalog_children(catalog, &postgres_domain_constraint, domain->schema, domain->name);
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(domain_constraint_definition(all.items[i]), "CHECK (VALUE IS NOT NULL)") == 0)
            return true;
    return object_flag(domain, NOT_NULL);
}

enum domain_value domain_value(const struct catalog *catalog, const char *type, bool default_null)
{
    void *work = mem_context(NULL);
    const char *schema, *name;
    const struct object *domain;
    enum domain_value value = DOMAIN_IS_NULL;
    for (int n = 0; n < MOST_DOMAINS && value != DOMAIN_HAS_VALUE && domain_name(work, type, &schema, &name) &&
                    (domain = catalog_find(catalog, &postgres_domain, schema, "", name));
         n++) {
        if (domain->values[DEFAULT] && !default_null)
            value = DOMAIN_HAS_VALUE;
        else if (refuses_null(catalog, domain))
            value = DOMAIN_REFUSES_NULL;
        type = domain_base_type(domain);
    }
    mem_free(work);
    return value;
}

const char *domain_base_type(const struct object *domain)
{
    return object_value(domain, BASE_TYPE);
}

static const struct attribute_form attributes[N_FIELDS] = {
    [BASE_TYPE] = {.label = "type", .join = print_type},
    [NOT_NULL] = {.label = "not null", .join = print_not_null},
    [DEFAULT] = {.label = "default"},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateDomainStmt", .parse = parse_create}, {.node = "AlterDomainStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FIELDS},
    .item_kind = "type",
    .item_subkind = "domain",
    .object_type = "OBJECT_DOMAIN",
    .also_types = (const char *const[]){"OBJECT_TYPE", NULL},
    .keyword = "DOMAIN",
    .carries = true,
    .identify = identify_type,
    .statements = statements,
};

static void begin(struct alteration *a, const struct object *o)
{
    fputs("ALTER DOMAIN ", a->out);
    print_object_name(a->out, o);
}

static bool same_field(const struct alteration *a, int field)
{
    return strcmp(object_value(a->from, field), object_value(a->to, field)) == 0;
}

/* All but its type and collation; from 17 on NOT NULL may have a name. */
static bool alter(struct alteration *a)
{
    if (!same_field(a, BASE_TYPE) || !same_field(a, COLLATION))
        return false;
    if (!same_field(a, DEFAULT) && a->to->values[DEFAULT]) {
        print_postponed(a->out, a->after, a->to);
    } else if (!same_field(a, DEFAULT)) {
        print_drop_default(a->out, a->to);
    }
    if (same_field(a, NOT_NULL) && same_field(a, NOT_NULL_NAME))
        return true;
    if (object_flag(a->from, NOT_NULL)) {
        begin(a, a->to);
        fputs(" DROP NOT NULL;\n", a->out);
    }
    if (object_flag(a->to, NOT_NULL)) {
        begin(a, a->to);
        fputs(a->to->values[NOT_NULL_NAME] ? " ADD CONSTRAINT " : " SET", a->out);
        if (a->to->values[NOT_NULL_NAME])
            print_name(a->out, a->to->values[NOT_NULL_NAME]);
        fputs(" NOT NULL;\n", a->out);
    }
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs("DROP DOMAIN ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

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
    .grammar = &grammar,
    .changes = &changes,
};
