#include "sql/postgres/implicit_operator.h"

#include <string.h>

#include "sql/postgres/constant.h"
#include "sql/postgres/implicit_type.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/shorten.h"
#include "sql/postgres/tree.h"

enum operation {
    OTHER_OPERATION,
    ARITHMETIC,
    COMPARISON,
    PATTERN,
    CONCATENATION,
    JSONB_CONTAINMENT,
    JSONB_KEY,
    JSONB_TEXT,
};

static const struct {
    const char *name;
    enum operation operation;
} operators[] = {
    {"+", ARITHMETIC},         {"-", ARITHMETIC},         {"*", ARITHMETIC},  {"/", ARITHMETIC},
    {"%", ARITHMETIC},         {"=", COMPARISON},         {"<>", COMPARISON}, {"<", COMPARISON},
    {">", COMPARISON},         {"<=", COMPARISON},        {">=", COMPARISON}, {"~", PATTERN},
    {"~*", PATTERN},           {"!~", PATTERN},           {"!~*", PATTERN},   {"~~", PATTERN},
    {"!~~", PATTERN},          {"~~*", PATTERN},          {"!~~*", PATTERN},  {"||", CONCATENATION},
    {"@>", JSONB_CONTAINMENT}, {"<@", JSONB_CONTAINMENT}, {"?", JSONB_KEY},   {"->>", JSONB_TEXT},
    {"#>>", JSONB_TEXT},
};

static const struct {
    const char *kind;
    enum operation operation;
} kinds[] = {
    {"AEXPR_DISTINCT", COMPARISON}, {"AEXPR_NOT_DISTINCT", COMPARISON}, {"AEXPR_NULLIF", COMPARISON},
    {"AEXPR_LIKE", PATTERN},        {"AEXPR_ILIKE", PATTERN},           {"AEXPR_SIMILAR", PATTERN},
};

static enum operation operation_of(const json_t *expression)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (field_is(expression, "kind", kinds[i].kind))
            return kinds[i].operation;
    for (size_t i = 0; field_is(expression, "kind", "AEXPR_OP") && i < sizeof(operators) / sizeof(*operators); i++)
        if (list_is_one(field_node(expression, "name"), operators[i].name))
            return operators[i].operation;
    return OTHER_OPERATION;
}

struct sides {
    json_t *left, *right;
    const char *l, *r; /* their types */
};

static void cast_both(const struct sides *s, const char *type)
{
    type_cast(s->left, s->l, type);
    type_cast(s->right, s->r, type);
}

/* Integers of different sizes, and the two floating types, have operators of their own. */
static void cast_number(json_t *node, const char *type, const char *common)
{
    bool whole = type_rank(common) <= type_rank("bigint");
    bool floats = type_is(type, "real") && type_is(common, "double precision");
    if (!whole && !floats)
        type_cast(node, type, common);
}

static const char *calculate(const struct sides *s)
{
    if (!s->left)
        return type_rank(s->r) > 0 ? s->r : "";
    const char *number = type_common_number(s->l, s->r);
    if (number[0]) {
        cast_number(s->left, s->l, number);
        cast_number(s->right, s->r, number);
    }
    return number;
}

/* varchar has no operators of its own; char(n) has its comparisons, and so has name, which is left as it is. */
static const char *compared_as(const struct sides *s)
{
    bool text = type_is(s->l, "text") || type_is(s->r, "text");
    bool varchar = type_is(s->l, "character varying") || type_is(s->r, "character varying");
    bool padded = type_is(s->l, "bpchar") || type_is(s->r, "bpchar");
    bool name = type_is(s->l, "name") || type_is(s->r, "name");
    if (name || !(text || varchar) || !type_may_be_string(s->l) || !type_may_be_string(s->r))
        return "";
    return padded && !text ? "bpchar" : "text";
}

static void compare(const struct sides *s)
{
    const char *string = compared_as(s);
    if (calculate(s)[0])
        return;
    if (string[0])
        cast_both(s, string);
    if (type_is(s->r, TYPE_UNKNOWN))
        constant_as_stored(s->right, s->l);
    if (type_is(s->l, TYPE_UNKNOWN))
        constant_as_stored(s->left, s->r);
}

/* char(n) and name are matched as they are, by what is a text. */
static void match(const struct sides *s)
{
    if (!type_may_be_string(s->l) || !type_may_be_string(s->r))
        return;
    if (!type_is(s->l, "bpchar") && !type_is(s->l, "name"))
        type_cast(s->left, s->l, "text");
    type_cast(s->right, s->r, "text");
}

static const char *concatenate(const struct sides *s)
{
    bool left = type_may_be_string(s->l), right = type_may_be_string(s->r);
    if (!(left && right) && !(left && type_is_scalar(s->r)) && !(right && type_is_scalar(s->l)))
        return strcmp(s->l, s->r) == 0 ? s->l : "";
    if (left)
        type_cast(s->left, s->l, "text");
    if (right)
        type_cast(s->right, s->r, "text");
    return "text";
}

static void cast_jsonb(const struct sides *s)
{
    if (type_is(s->l, "jsonb") && type_is(s->r, TYPE_UNKNOWN))
        type_cast_constant(s->right, "jsonb");
    else if (type_is(s->r, "jsonb") && type_is(s->l, TYPE_UNKNOWN))
        type_cast_constant(s->left, "jsonb");
}

static const char *operate(const json_t *expression, enum operation operation, const struct sides *s)
{
    switch (operation) {
    case ARITHMETIC:
        return calculate(s);
    case COMPARISON:
        compare(s);
        if (field_is(expression, "kind", "AEXPR_NULLIF"))
            return type_is(s->l, "character varying") ? "text" : s->l;
        return "boolean";
    case PATTERN:
        match(s);
        return "boolean";
    case CONCATENATION:
        return concatenate(s);
    case JSONB_CONTAINMENT:
        cast_jsonb(s);
        return "boolean";
    case JSONB_KEY:
        if (type_is(s->l, "jsonb") && type_is(s->r, TYPE_UNKNOWN))
            type_cast(s->right, s->r, "text");
        return "boolean";
    case JSONB_TEXT:
        return "text";
    default:
        return "";
    }
}

/* ---- lists ---- */

/* lower(v) IN ('a') is a comparison. */
static void say_only(json_t *expression, const struct operand_types *types)
{
    json_t *only = json_array_get(field_node(node_as(field_node(expression, "rexpr"), "List"), "items"), 0);
    json_object_set_new(expression, "kind", json_string("AEXPR_OP"));
    json_object_set_new(expression, "rexpr", json_deep_copy(only));
    const struct sides s = {field_node(expression, "lexpr"), field_node(expression, "rexpr"), types->left,
                            types->items[0]};
    compare(&s);
}

static bool fits_list(const json_t *item, const char *type, const char *of)
{
    bool number = type_rank(of) > 0 && strcmp(type_common_number(of, type), of) == 0;
    return node_as(item, "A_Const") &&
           (number || strcmp(type, of) == 0 || (type_is_string(of) && type_is(type, TYPE_UNKNOWN)));
}

/* t IN ('a'::text, 'b'): what the column's type says is not shown. */
static void forget_casts(const json_t *items, const char *type)
{
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item)
    {
        const json_t *cast = node_as(item, "TypeCast"), *string = field_node(cast, "arg");
        if (field_node(node_as(string, "A_Const"), "sval") && is_cast_to_type(cast, type))
            replace_node(item, json_deep_copy(string));
    }
}

/* lower(v) IN ('a', 'b'): the server builds an array of what has a type. Beside a column a snapshot does not show it.
 */
static void say_array(json_t *expression, const struct operand_types *types)
{
    json_t *left = field_node(expression, "lexpr"), *item;
    json_t *items = field_node(node_as(field_node(expression, "rexpr"), "List"), "items");
    bool differ = list_is_one(field_node(expression, "name"), "<>");
    const char *of = type_is(types->left, "character varying") ? "text" : types->left;
    size_t i;
    bool column = node_as(left, "ColumnRef") && !type_is(of, "boolean");
    if (column && strcmp(of, types->left) == 0)
        forget_casts(items, of);
    if (column || !type_array_of(of)[0])
        return;
    json_array_foreach(items, i, item)
    {
        if (!fits_list(item, types->items[i], of))
            return;
    }
    json_array_foreach(items, i, item) type_cast(item, types->items[i], of);
    type_cast(left, types->left, of);
    json_object_set_new(expression, "kind", json_string(differ ? "AEXPR_OP_ALL" : "AEXPR_OP_ANY"));
    json_object_set_new(expression, "rexpr", make_node("A_ArrayExpr", json_pack("{s:O}", "elements", items)));
}

/* v = ANY ('{a,b}') */
static void say_any(const struct sides *s)
{
    const char *of = type_is(s->l, "character varying") ? "text" : s->l;
    if (type_is(s->r, type_array_of(of)))
        type_cast(s->left, s->l, of);
    if (!type_is(s->r, TYPE_UNKNOWN) || (!type_is(of, "text") && !type_is(of, "integer")))
        return;
    type_cast(s->left, s->l, of);
    type_cast(s->right, s->r, type_array_of(of));
}

/* No server prints IS NOT DISTINCT FROM. */
static void turn_around(json_t *node)
{
    json_object_set_new(node_body(node), "kind", json_string("AEXPR_DISTINCT"));
    json_t *inner = json_deep_copy(node);
    replace_node(node, make_node("BoolExpr", json_pack("{s:s, s:[o]}", "boolop", "NOT_EXPR", "args", inner)));
}

const char *implicit_operator(json_t *node, const struct operand_types *types)
{
    json_t *expression = node_body(node);
    const struct sides s = {field_node(expression, "lexpr"), field_node(expression, "rexpr"), types->left,
                            types->right};
    if (field_is(expression, "kind", "AEXPR_IN")) {
        bool list = types->items != NULL;
        size_t n = list ? json_array_size(field_node(node_as(s.right, "List"), "items")) : 0;
        if (n == 1)
            say_only(expression, types);
        else if (n > 1)
            say_array(expression, types);
        return "boolean";
    }
    if (field_is(expression, "kind", "AEXPR_OP_ANY") || field_is(expression, "kind", "AEXPR_OP_ALL")) {
        say_any(&s);
        return "boolean";
    }
    const char *result = operate(expression, operation_of(expression), &s);
    if (field_is(expression, "kind", "AEXPR_NOT_DISTINCT"))
        turn_around(node);
    return result;
}
