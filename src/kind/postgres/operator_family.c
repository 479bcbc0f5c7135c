#include "kind/postgres/common.h"
#include "kind/postgres/operator_member.h"
#include "kind/postgres/parse.h"

extern const char postgres_operator_family_query[];
extern const struct kind postgres_operator_family;

enum { MEMBERS = N_NAMING_FIELDS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[BARE_NAME] = "family", [METHOD] = "method", [MEMBERS] = "members"};
static const int forms[N_FIELDS] = {
    [BARE_NAME] = ANSWER_TEXT, [METHOD] = ANSWER_TEXT, [MEMBERS] = ANSWER_GAPPY_LIST | ANSWER_NULL};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_members(catalog, o, MEMBERS);
}

static bool read_families(const struct kind *kind, struct reading *reading)
{
    return read_canonicalized(kind, reading, canonicalize);
}

static void print_verb(FILE *out, const struct object *o, const char *verb)
{
    fprintf(out, "%s OPERATOR FAMILY ", verb);
    print_own_name(out, o, o->schema, object_value(o, BARE_NAME));
    fputs(" USING ", out);
    print_name(out, object_value(o, METHOD));
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    print_verb(out, o, "CREATE");
    fputs(";\n", out);
    if (!o->values[MEMBERS])
        return;
    print_verb(out, o, "ALTER");
    print_members(out, o->values[MEMBERS], " ADD\n    ");
    fputs(";\n", out);
}

static struct object *find(struct parsing *parsing, const json_t *body)
{
    struct name_pair pair = field_of_names(field_node(body, "opfamilyname"));
    return parsing_find(parsing, &postgres_operator_family, pair.schema, "",
                        name_with_method(parsing->ctx, pair.name, field_text(body, "amname")));
}

void require_operator_family(struct parsing *parsing, const char *schema, const char *name, const char *method)
{
    const char *whole = name_with_method(parsing->ctx, name, method);
    if (parsing_find(parsing, &postgres_operator_family, schema, "", whole))
        return;
    struct object *o = parsing_add(parsing, &postgres_operator_family, schema, "", whole);
    o->values[BARE_NAME] = mem_strdup(parsing->ctx, name);
    o->values[METHOD] = mem_strdup(parsing->ctx, method);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair pair = field_of_names(field_node(body, "opfamilyname"));
    const char *method = field_of_text(parsing, body, "amname");
    struct object *o = parsing_add(parsing, &postgres_operator_family, pair.schema, "",
                                   name_with_method(parsing->ctx, pair.name, method));
    o->values[BARE_NAME] = mem_strdup(parsing->ctx, pair.name);
    o->values[METHOD] = method;
    return true;
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct object *o = find(parsing, body);
    return o && field_of_members(parsing, &o->values[MEMBERS], o->values[MEMBERS], field_node(body, "items"), NULL,
                                 o->values[METHOD], field_flag(body, "isDrop"));
}

static const struct attribute_form attributes[N_FIELDS] = {
    [MEMBERS] = {.label = "members",
                 .show = show_members,
                 .weight = {CHANGE_BREAKING, "queries may find no index, or another order", "operator-family"}},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateOpFamilyStmt", .parse = parse_create}, {.node = "AlterOpFamilyStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .item = {.name = "operator family", .plural = "operator families", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_opfamily",
    .object_type = "OBJECT_OPFAMILY",
    .keyword = "OPERATOR FAMILY",
    .owned = true,
    .identify = identify_by_method,
    .spell = spell_with_method,
    .rename = rename_with_method,
    .statements = statements,
};

const struct kind postgres_operator_family = {
    .name = "operator family",
    .query = postgres_operator_family_query,
    .present = "EXISTS (SELECT FROM pg_opfamily WHERE oid >= 16384)",
    .read = read_families,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
