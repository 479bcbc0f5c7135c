#include <string.h>
#include <strings.h>

#include "catalog/derived.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_operator_query[];

enum { OPERATOR, FUNCTION, LEFT, RIGHT, COMMUTATOR, NEGATOR, RESTRICT, JOIN, HASHES, MERGES, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [OPERATOR] = "operator", [FUNCTION] = "function", [LEFT] = "left", [RIGHT] = "right",   [COMMUTATOR] = "commutator",
    [NEGATOR] = "negator",   [RESTRICT] = "restrict", [JOIN] = "join", [HASHES] = "hashes", [MERGES] = "merges",
};
static const int forms[N_FIELDS] = {
    [OPERATOR] = ANSWER_TEXT,
    [FUNCTION] = ANSWER_LIST | ANSWER_NULL,
    [COMMUTATOR] = ANSWER_LIST | ANSWER_NULL,
    [NEGATOR] = ANSWER_LIST | ANSWER_NULL,
    [RESTRICT] = ANSWER_LIST | ANSWER_NULL,
    [JOIN] = ANSWER_LIST | ANSWER_NULL,
    [HASHES] = ANSWER_FLAG,
    [MERGES] = ANSWER_FLAG,
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, LEFT, CANON_TYPE);
    normalize_text(catalog, o, RIGHT, CANON_TYPE);
}

static bool read_operators(const struct kind *kind, struct reading *reading)
{
    return read_canonicalized(kind, reading, canonicalize);
}

static void print_function(FILE *out, const char *keyword, const char *pair)
{
    if (!pair)
        return;
    fprintf(out, ",\n    %s = ", keyword);
    print_visible(out, pair);
}

static void print_other(FILE *out, const char *keyword, const char *pair)
{
    if (!pair)
        return;
    fprintf(out, ",\n    %s = ", keyword);
    print_operator_pair(out, pair);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE OPERATOR ", out);
    print_operator(out, o->schema, object_value(o, OPERATOR));
    fputs(" (\n    PROCEDURE = ", out);
    print_visible(out, object_value(o, FUNCTION));
    if (o->values[LEFT])
        fprintf(out, ",\n    LEFTARG = %s", o->values[LEFT]);
    if (o->values[RIGHT])
        fprintf(out, ",\n    RIGHTARG = %s", o->values[RIGHT]);
    print_other(out, "COMMUTATOR", o->values[COMMUTATOR]);
    print_other(out, "NEGATOR", o->values[NEGATOR]);
    print_function(out, "RESTRICT", o->values[RESTRICT]);
    print_function(out, "JOIN", o->values[JOIN]);
    fputs(object_flag(o, HASHES) ? ",\n    HASHES" : "", out);
    fputs(object_flag(o, MERGES) ? ",\n    MERGES" : "", out);
    fputs("\n);\n", out);
}

static char *key_of(void *ctx, const char *schema, const char *name, const char *left, const char *right)
{
    char *types = lookup_pair(ctx, left ? left : "", right ? right : "");
    return lookup_pair(ctx, lookup_pair(ctx, schema, name), types);
}

static void add_partner(const char *pair, const char *left, const char *right, void (*add)(void *to, const char *key),
                        void *to)
{
    void *work = mem_context(NULL);
    struct list partner = parse_pair(work, pair ? pair : "");
    if (partner.n == 2)
        add(to, key_of(work, partner.items[0], partner.items[1], left, right));
    mem_free(work);
}

static void add_commutator(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    add_partner(o->values[COMMUTATOR], o->values[RIGHT], o->values[LEFT], add, to);
}

static void add_negator(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    add_partner(o->values[NEGATOR], o->values[LEFT], o->values[RIGHT], add, to);
}

static const struct lookup by_commutator = {&postgres_operator, add_commutator};
static const struct lookup by_negator = {&postgres_operator, add_negator};

/*
 * An operator that names another one gives that its own name, too, where it is there, and else promises it. So one that
 * does not name back whoever names it was made afterwards, and is again.
 */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    const char *key = key_of(work, o->schema, object_value(o, OPERATOR), o->values[LEFT], o->values[RIGHT]);
    struct objects none = {0};
    struct objects commutated = o->values[COMMUTATOR] ? none : catalog_lookup(catalog, &by_commutator, key);
    struct objects negated = o->values[NEGATOR] ? none : catalog_lookup(catalog, &by_negator, key);
    for (size_t i = 0; i < commutated.n; i++)
        need(to, commutated.items[i]);
    for (size_t i = 0; i < negated.n; i++)
        need(to, negated.items[i]);
    mem_free(work);
}

static const char *name_of(void *ctx, const char *name, const char *left, const char *right)
{
    return mem_printf(ctx, "%s(%s, %s)", name, left ? left : "NONE", right ? right : "NONE");
}

/* False where a setting is unknown; those of old, which only say HASHES and MERGES, are. */
static bool set_field(struct parsing *parsing, struct object *o, const json_t *setting)
{
    static const struct {
        const char *name;
        int field;
    } names[] = {
        {"procedure", FUNCTION},    {"function", FUNCTION}, {"leftarg", LEFT},      {"rightarg", RIGHT},
        {"commutator", COMMUTATOR}, {"negator", NEGATOR},   {"restrict", RESTRICT}, {"join", JOIN},
        {"hashes", HASHES},         {"merges", MERGES},
    };
    size_t i = 0;
    while (i < sizeof(names) / sizeof(*names) && strcasecmp(names[i].name, field_text(setting, "defname")) != 0)
        i++;
    if (i == sizeof(names) / sizeof(*names))
        return false;
    int f = names[i].field;
    if (f == HASHES || f == MERGES)
        o->values[f] = element_flag(setting) ? "t" : "f";
    else if (f == LEFT || f == RIGHT)
        o->values[f] = field_of_element_type(parsing, setting);
    else if (!field_node(setting, "arg") || strcasecmp(element_text(setting), "none") == 0)
        o->values[f] = NULL;
    else
        o->values[f] = field_of_function(parsing, setting);
    return o->values[f] || f == RESTRICT || f == JOIN;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    struct object *o = parsing_add(parsing, &postgres_operator, name.schema, "", name.name);
    bool known = true;
    size_t i;
    json_t *setting;
    o->values[OPERATOR] = mem_strdup(parsing->ctx, name.name);
    o->values[HASHES] = o->values[MERGES] = "f";
    json_array_foreach(field_node(body, "definition"), i, setting) known =
        known && set_field(parsing, o, node_body(setting));
    if (known)
        parsing_move(parsing, o, o->schema, name_of(parsing->ctx, name.name, o->values[LEFT], o->values[RIGHT]));
    else
        parsing_remove(parsing, o);
    return known;
}

static bool identify(struct parsing *parsing, const json_t *object, struct object *o)
{
    const json_t *body = node_as(object, "ObjectWithArgs") ? node_as(object, "ObjectWithArgs") : object;
    const json_t *types = field_node(body, "objargs");
    struct name_pair name = field_of_names(field_node(body, "objname"));
    o->schema = name.schema;
    o->values[OPERATOR] = name.name;
    o->values[LEFT] = field_of_type(parsing, node_as(json_array_get(types, 0), "TypeName"));
    o->values[RIGHT] = field_of_type(parsing, node_as(json_array_get(types, 1), "TypeName"));
    o->name = name_of(parsing->ctx, name.name, o->values[LEFT], o->values[RIGHT]);
    return true;
}

/* SET (RESTRICT = NONE) and the like. */
static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct object named = {.values = mem_array(parsing->ctx, const char *, N_FIELDS)}, *o = NULL;
    bool known = identify(parsing, field_node(body, "opername"), &named) &&
                 (o = parsing_find(parsing, &postgres_operator, named.schema, "", named.name));
    size_t i;
    json_t *setting;
    json_array_foreach(field_node(body, "options"), i, setting) known =
        known && set_field(parsing, o, node_body(setting));
    return known;
}

static struct object_name spell(void *ctx, const struct object *o)
{
    return (struct object_name){o->schema, object_value(o, OPERATOR),
                                name_of(ctx, " ", o->values[LEFT], o->values[RIGHT])};
}

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_OPERATOR", .parse = parse_create},
    {.node = "AlterOperatorStmt", .parse = parse_alter},
    {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_OPERATOR",
    .keyword = "OPERATOR",
    .owned = true,
    .identify = identify,
    .spell = spell,
    .statements = statements,
};

const struct kind postgres_operator = {
    .name = "operator",
    .query = postgres_operator_query,
    .present = "EXISTS (SELECT FROM pg_operator WHERE oid >= 16384)",
    .read = read_operators,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
};
