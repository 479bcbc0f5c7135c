/* Types made of functions: CREATE TYPE x (INPUT = ...). What is usual goes without saying. */
#include <string.h>
#include <strings.h>

#include "kind/postgres/base_type_like.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_base_type_query[];
extern const struct kind postgres_base_type;
extern const struct kind postgres_base_type_name;
extern const struct kind postgres_shell_type;

/* As CREATE TYPE calls them, in the order in which they are printed; functions, then what they work on, then flags. */
enum {
    LENGTH,
    INPUT,
    OUTPUT,
    RECEIVE,
    SEND,
    TYPMOD_IN,
    TYPMOD_OUT,
    ANALYZE,
    SUBSCRIPT,
    ALIGNMENT,
    STORAGE,
    CATEGORY,
    DELIMITER,
    DEFAULT,
    ELEMENT,
    BY_VALUE,
    PREFERRED,
    COLLATABLE,
    N_FIELDS
};
static const char *const fields[N_FIELDS] = {
    [LENGTH] = "internallength",  [INPUT] = "input",         [OUTPUT] = "output",
    [RECEIVE] = "receive",        [SEND] = "send",           [TYPMOD_IN] = "typmod_in",
    [TYPMOD_OUT] = "typmod_out",  [ANALYZE] = "analyze",     [SUBSCRIPT] = "subscript",
    [ALIGNMENT] = "alignment",    [STORAGE] = "storage",     [CATEGORY] = "category",
    [DELIMITER] = "delimiter",    [DEFAULT] = "default",     [ELEMENT] = "element",
    [BY_VALUE] = "passedbyvalue", [PREFERRED] = "preferred", [COLLATABLE] = "collatable",
};
static const int forms[N_FIELDS] = {
    [LENGTH] = ANSWER_TEXT,
    [INPUT] = ANSWER_LIST,
    [OUTPUT] = ANSWER_LIST,
    [RECEIVE] = ANSWER_LIST | ANSWER_NULL,
    [SEND] = ANSWER_LIST | ANSWER_NULL,
    [TYPMOD_IN] = ANSWER_LIST | ANSWER_NULL,
    [TYPMOD_OUT] = ANSWER_LIST | ANSWER_NULL,
    [ANALYZE] = ANSWER_LIST | ANSWER_NULL,
    [SUBSCRIPT] = ANSWER_LIST | ANSWER_NULL,
    [BY_VALUE] = ANSWER_FLAG,
    [PREFERRED] = ANSWER_FLAG,
    [COLLATABLE] = ANSWER_FLAG,
};

static bool is_function(int field)
{
    return field >= INPUT && field <= SUBSCRIPT;
}

static bool is_flag(int field)
{
    return field >= BY_VALUE;
}

static bool read_types(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, ELEMENT, CANON_TYPE);
}

static void print_value(FILE *out, int field, const char *value)
{
    if (is_function(field))
        print_visible(out, value);
    else if (field == CATEGORY || field == DELIMITER || field == DEFAULT)
        print_literal(out, value);
    else
        fputs(is_flag(field) ? "true" : value, out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    const char *separator = " (\n    ";
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    for (int f = 0; f < N_FIELDS; f++) {
        if (!o->values[f] || (is_flag(f) && !object_flag(o, f)))
            continue;
        char *keyword = mem_upper(NULL, fields[f], strlen(fields[f]));
        fprintf(out, "%s%s = ", separator, keyword);
        print_value(out, f, o->values[f]);
        separator = ",\n    ";
        mem_free(keyword);
    }
    fputs("\n);\n", out);
}

/* ---- reading ---- */

/* LIKE a type of the text, or one of the server's. */
static bool set_like(struct parsing *parsing, struct object *o, const json_t *setting)
{
    const json_t *type = node_as(field_node(setting, "arg"), "TypeName");
    struct name_pair pair = field_of_names(field_node(type, "names"));
    /* One word is no type to the parser. */
    if (!type)
        pair = (struct name_pair){"public", field_text(node_as(field_node(setting, "arg"), "String"), "sval")};
    const struct object *other = parsing_find(parsing, &postgres_base_type, pair.schema, "", pair.name);
    static const int taken[] = {LENGTH, ALIGNMENT, STORAGE, BY_VALUE};
    if (field_node(type, "arrayBounds"))
        return false;
    for (size_t i = 0; other && other != o && i < sizeof(taken) / sizeof(*taken); i++)
        o->values[taken[i]] = other->values[taken[i]];
    if (other && other != o)
        return true;
    const struct type_layout *layout = layout_of_system_type(pair.name);
    if (!layout)
        return false;
    o->values[LENGTH] = layout->length;
    o->values[ALIGNMENT] = layout->alignment;
    o->values[STORAGE] = layout->storage;
    o->values[BY_VALUE] = layout->by_value ? "t" : "f";
    return true;
}

static const char *length_of(struct parsing *parsing, const json_t *setting)
{
    const char *value = element_text(setting);
    if (strcasecmp(value, "variable") == 0)
        return "VARIABLE";
    return value[0] && !value[strspn(value, "0123456789")] ? mem_strdup(parsing->ctx, value) : NULL;
}

/* As the field has it: NULL for what is usual. False for what is unknown. */
static bool set_keyword(struct object *o, int f, const char *keyword)
{
    static const struct {
        int field;
        const char *keyword, *value;
    } keywords[] = {
        {ALIGNMENT, "char", "char"}, {ALIGNMENT, "bpchar", "char"},     {ALIGNMENT, "int2", "int2"},
        {ALIGNMENT, "int4", NULL},   {ALIGNMENT, "double", "double"},   {ALIGNMENT, "float8", "double"},
        {STORAGE, "plain", NULL},    {STORAGE, "external", "external"}, {STORAGE, "extended", "extended"},
        {STORAGE, "main", "main"},
    };
    for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
        if (keywords[i].field == f && strcasecmp(keywords[i].keyword, keyword) == 0) {
            o->values[f] = keywords[i].value;
            return true;
        }
    return false;
}

static bool set_field(struct parsing *parsing, struct object *o, int f, const json_t *setting)
{
    const char *value = element_text(setting);
    if (is_function(f)) {
        /* The second is the usual one of a type with elements. */
        bool none =
            strcasecmp(value, "none") == 0 || (f == SUBSCRIPT && strcmp(value, "raw_array_subscript_handler") == 0);
        o->values[f] = none ? NULL : field_of_function(parsing, setting);
        return true;
    }
    if (is_flag(f)) {
        o->values[f] = element_flag(setting) ? "t" : "f";
        return true;
    }
    if (f == ALIGNMENT || f == STORAGE)
        return set_keyword(o, f, value);
    if (f == LENGTH)
        o->values[f] = length_of(parsing, setting);
    else if (f == ELEMENT)
        o->values[f] = field_of_element_type(parsing, setting);
    else
        o->values[f] = mem_strdup(parsing->ctx, value);
    if ((f == CATEGORY && strcmp(value, "U") == 0) || (f == DELIMITER && strcmp(value, ",") == 0))
        o->values[f] = NULL;
    return o->values[f] || f == CATEGORY || f == DELIMITER;
}

static bool set_fields(struct parsing *parsing, struct object *o, const json_t *settings)
{
    size_t i;
    json_t *node;
    bool known = true;
    json_array_foreach(settings, i, node) if (field_is(node_body(node), "defname", "like")) known =
        known && set_like(parsing, o, node_body(node));
    json_array_foreach(settings, i, node)
    {
        const json_t *setting = node_body(node);
        int f = 0;
        while (f < N_FIELDS && strcasecmp(fields[f], field_text(setting, "defname")) != 0)
            f++;
        if (f < N_FIELDS)
            known = known && set_field(parsing, o, f, setting);
        else
            known = known && field_is(setting, "defname", "like");
    }
    return known;
}

static bool has_definition(const json_t *body)
{
    return field_node(body, "definition") != NULL;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    struct object *shell = parsing_find(parsing, &postgres_shell_type, name.schema, "", name.name);
    struct object *o = parsing_add(parsing, &postgres_base_type, name.schema, "", name.name);
    o->values[LENGTH] = "VARIABLE";
    o->values[BY_VALUE] = o->values[PREFERRED] = o->values[COLLATABLE] = "f";
    bool known = set_fields(parsing, o, field_node(body, "definition"));
    if (!known)
        parsing_remove(parsing, o);
    else if (shell)
        parsing_remove(parsing, shell);
    return known;
}

/* ALTER TYPE ... SET (STORAGE = main) */
static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "typeName"));
    struct object *o = parsing_find(parsing, &postgres_base_type, name.schema, "", name.name);
    return o && set_fields(parsing, o, field_node(body, "options"));
}

#define OTHERWISE(name)                                                                                                \
    {                                                                                                                  \
        .label = (name), .weight = { CHANGE_BREAKING, "values of the type are others", "base-type" }                   \
    }
#define FUNCTION(name)                                                                                                 \
    {                                                                                                                  \
        .label = (name), .show = print_visible, .weight = {                                                            \
            CHANGE_BREAKING,                                                                                           \
            "values of the type are others",                                                                           \
            "base-type"                                                                                                \
        }                                                                                                              \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [LENGTH] = OTHERWISE("length"),
    [INPUT] = FUNCTION("input"),
    [OUTPUT] = FUNCTION("output"),
    [RECEIVE] = FUNCTION("receive"),
    [SEND] = FUNCTION("send"),
    [TYPMOD_IN] = FUNCTION("modifier input"),
    [TYPMOD_OUT] = FUNCTION("modifier output"),
    [ANALYZE] = {.label = "analyze",
                 .show = print_visible,
                 .weight = {CHANGE_SAFE, "only the planner sees it", "base-type"}},
    [SUBSCRIPT] = FUNCTION("subscript"),
    [ALIGNMENT] = OTHERWISE("alignment"),
    [STORAGE] = {.label = "storage",
                 .weight = {CHANGE_SAFE, "counts for columns that are made from then on", "base-type"}},
    [CATEGORY] = OTHERWISE("category"),
    [DELIMITER] = OTHERWISE("delimiter"),
    [DEFAULT] = {.label = "default",
                 .weight = {CHANGE_SAFE, "counts for rows that are added from then on", "base-type"}},
    [ELEMENT] = OTHERWISE("element"),
    [BY_VALUE] = OTHERWISE("passed by value"),
    [PREFERRED] = OTHERWISE("preferred"),
    [COLLATABLE] = OTHERWISE("collatable"),
};

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_TYPE", .parse = parse_create, .applies = has_definition},
    {.node = "AlterTypeStmt", .parse = parse_alter},
    {0}};

static const struct grammar grammar = {
    .item = {.name = "base type", .plural = "base types", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_type",
    .object_type = "OBJECT_TYPE",
    .shared = true,
    .keyword = "TYPE",
    .owned = true,
    .identify = identify_type,
    .statements = statements,
};

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_named(catalog, &postgres_base_type_name, o->schema, "", o->name, need, to);
}

const struct kind postgres_base_type = {
    .name = "base type",
    .query = postgres_base_type_query,
    .present = "EXISTS (SELECT FROM type WHERE typtype = 'b' AND has_array)",
    .read = read_types,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
};
