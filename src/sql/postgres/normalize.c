#include "sql/postgres/normalize.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sql/postgres/float.h"
#include "sql/postgres/tree.h"

json_t *make_node(const char *type, json_t *body)
{
    return json_pack("{s:o}", type, body);
}

json_t *make_string(const char *text)
{
    return json_pack("{s:{s:s}}", "String", "sval", text);
}

json_t *make_type(const char *name)
{
    return json_pack("{s:[o], s:i}", "names", make_string(name), "typemod", -1);
}

void cast_node(json_t *node, json_t *type)
{
    replace_node(node, make_node("TypeCast", json_pack("{s:O, s:o}", "arg", node, "typeName", type)));
}

void replace_node(json_t *node, json_t *replacement)
{
    /* Deep: the replacement may hold parts of the node itself. */
    json_t *copy = json_deep_copy(replacement);
    json_decref(replacement);
    json_object_clear(node);
    json_object_update(node, copy);
    json_decref(copy);
}

static const char *type_name(const json_t *type)
{
    const json_t *names = field_node(type, "names");
    bool plain =
        json_array_size(field_node(type, "typmods")) == 0 && json_array_size(field_node(type, "arrayBounds")) == 0;
    return plain && json_array_size(names) == 2 && strcmp(list_text(names, 0), "pg_catalog") == 0 ? list_text(names, 1)
                                                                                                  : "";
}

json_t *integer_constant(long long value)
{
    char digits[32];
    snprintf(digits, sizeof(digits), "%lld", value);
    if (value > INT_MIN && value <= INT_MAX)
        return make_node("A_Const", json_pack("{s:{s:I}}", "ival", "ival", (json_int_t)value));
    return make_node("A_Const", json_pack("{s:{s:s}}", "fval", "fval", digits));
}

/*
 * '-1'::integer is the server's way to print the constant -1, and
 * '5000000000'::bigint that of 5000000000: the parser gives these numbers the
 * same types by itself.
 */
static void normalize_number(json_t *node, const char *digits, const char *type)
{
    char *end;
    errno = 0;
    long long value = strtoll(digits, &end, 10);
    if (errno || *end || end == digits || digits[0] == '+' || digits[0] == ' ')
        return;
    bool small = value >= INT_MIN && value <= INT_MAX;
    if (strcmp(type, "int4") == 0 ? small && value < 0 : !small && value > LLONG_MIN)
        replace_node(node, integer_constant(value));
}

/* Before 12 the server prints floats with all their digits, since then with as few as tell them apart. */
static void normalize_float(json_t *constant, const char *type)
{
    char text[FLOAT_TEXT_SIZE];
    const char *digits = field_text(field_node(constant, "sval"), "sval");
    if (strcmp(type, "float4") == 0 ? float4_text(digits, text) : float8_text(digits, text))
        json_object_set_new(field_node(constant, "sval"), "sval", json_string(text));
}

static void normalize_cast(json_t *node)
{
    json_t *cast = node_as(node, "TypeCast");
    json_t *constant = node_as(field_node(cast, "arg"), "A_Const");
    const char *type = type_name(field_node(cast, "typeName"));
    if (!field_node(constant, "sval"))
        return;
    if (strcmp(type, "int4") == 0 || strcmp(type, "int8") == 0)
        normalize_number(node, field_text(field_node(constant, "sval"), "sval"), type);
    else if (strcmp(type, "float4") == 0 || strcmp(type, "float8") == 0)
        normalize_float(constant, type);
}

static bool is_call(const json_t *node, const char *name, size_t arguments)
{
    const json_t *call = node_as(node, "FuncCall");
    const json_t *names = field_node(call, "funcname");
    size_t n = json_array_size(names);
    return call && json_array_size(field_node(call, "args")) == arguments && n > 0 && n <= 2 &&
           (n == 1 || strcmp(list_text(names, 0), "pg_catalog") == 0) && strcmp(list_text(names, n - 1), name) == 0;
}

static json_t *call_of(const char *name, json_t *arguments)
{
    return make_node("FuncCall", json_pack("{s:[o,o],s:o,s:s}", "funcname", make_string("pg_catalog"),
                                           make_string(name), "args", arguments, "funcformat", "COERCE_EXPLICIT_CALL"));
}

static bool is_null(const json_t *node)
{
    const json_t *cast = node_as(node, "TypeCast");
    return field_flag(node_as(cast ? field_node(cast, "arg") : node, "A_Const"), "isnull");
}

/* ~ similar_to_escape(p) is SIMILAR TO p; before 13 the function was similar_escape(p, NULL). */
static void normalize_similar(json_t *expression, int version)
{
    json_t *pattern = field_node(expression, "rexpr");
    json_t *arguments = field_node(node_body(pattern), "args");
    bool old = version < 130000 && is_call(pattern, "similar_escape", 2);
    if (!old && !is_call(pattern, "similar_to_escape", 1) && !is_call(pattern, "similar_to_escape", 2))
        return;
    arguments = json_deep_copy(arguments);
    if (old && is_null(json_array_get(arguments, 1)))
        json_array_remove(arguments, 1);
    json_object_set_new(expression, "kind", json_string("AEXPR_SIMILAR"));
    json_object_set_new(expression, "rexpr", call_of("similar_to_escape", arguments));
}

/* a ~~ b is what the server prints for a LIKE b; like_escape(p, e) is p ESCAPE e. */
static void normalize_operator(json_t *node, int version)
{
    static const struct {
        const char *name, *kind;
    } kinds[] = {{"~~", "AEXPR_LIKE"}, {"!~~", "AEXPR_LIKE"}, {"~~*", "AEXPR_ILIKE"}, {"!~~*", "AEXPR_ILIKE"}};
    json_t *expression = node_as(node, "A_Expr");
    json_t *names = field_node(expression, "name");
    if (!field_is(expression, "kind", "AEXPR_OP") || json_array_size(names) != 1 || !field_node(expression, "lexpr"))
        return;
    const char *name = list_text(names, 0);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (strcmp(name, kinds[i].name) == 0)
            json_object_set_new(expression, "kind", json_string(kinds[i].kind));
    if (strcmp(name, "~") == 0 || strcmp(name, "!~") == 0)
        normalize_similar(expression, version);
    json_t *pattern = field_node(expression, "rexpr");
    if (!field_is(expression, "kind", "AEXPR_OP") && is_call(pattern, "like_escape", 2))
        json_object_set_new(expression, "rexpr",
                            call_of("like_escape", json_deep_copy(field_node(node_body(pattern), "args"))));
}

static bool is_role_value(const json_t *node)
{
    static const char *const roles[] = {"SVFOP_CURRENT_ROLE", "SVFOP_CURRENT_USER", "SVFOP_USER", "SVFOP_SESSION_USER"};
    const json_t *value = node_as(node, "SQLValueFunction");
    for (size_t i = 0; value && i < sizeof(roles) / sizeof(*roles); i++)
        if (field_is(value, "op", roles[i]))
            return true;
    return false;
}

static bool is_cast_to(const json_t *node, const char *type)
{
    const json_t *cast = node_as(node, "TypeCast");
    const json_t *target = field_node(cast, "typeName");
    return cast && json_array_size(field_node(target, "arrayBounds")) == 0 &&
           list_is_one(field_node(target, "names"), type);
}

static bool is_comparison(const json_t *expression)
{
    static const char *const operators[] = {"=", "<>", "<", ">", "<=", ">="};
    for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
        if (list_is_one(field_node(expression, "name"), operators[i]))
            return true;
    return false;
}

/*
 * Before 12 there are no operators between text and name: v = CURRENT_USER is
 * stored as v = CURRENT_USER::text for text and v::name = CURRENT_USER for
 * varchar, since 12 as v = CURRENT_USER and v::text = CURRENT_USER. A constant is a name on all,
 * and patterns match a name on all.
 */
static void normalize_role_comparison(json_t *node)
{
    static const char *const sides[][2] = {{"lexpr", "rexpr"}, {"rexpr", "lexpr"}};
    json_t *expression = node_as(node, "A_Expr");
    for (int i = 0; expression && is_comparison(expression) && i < 2; i++) {
        json_t *role = field_node(expression, sides[i][0]), *other = field_node(expression, sides[i][1]);
        if (is_cast_to(role, "text") && is_role_value(field_node(node_body(role), "arg")))
            replace_node(role, json_deep_copy(field_node(node_body(role), "arg")));
        else if (is_role_value(role) && is_cast_to(other, "name") &&
                 !node_as(field_node(node_body(other), "arg"), "A_Const"))
            json_object_set_new(json_array_get(field_node(field_node(node_body(other), "typeName"), "names"), 0),
                                "String", json_pack("{s:s}", "sval", "text"));
    }
}

/* WITH (fastupdate = off): whether a value is a word, a number or a string is a matter of spelling. */
static void normalize_option(json_t *node)
{
    json_t *option = node_as(node, "DefElem"), *value = field_node(option, "arg");
    const char *text = NULL;
    char digits[32];
    if (node_as(value, "Float"))
        text = field_text(node_body(value), "fval");
    else if (node_as(value, "TypeName") && json_array_size(field_node(node_body(value), "names")) == 1)
        text = list_text(field_node(node_body(value), "names"), 0);
    else if (node_as(value, "Integer")) {
        snprintf(digits, sizeof(digits), "%ld", field_number(node_body(value), "ival"));
        text = digits;
    }
    if (text)
        json_object_set_new(option, "arg", make_string(text));
}

/* `position`: where a number would be the position of a column. */
static void normalize_node(json_t *node, int version, bool position)
{
    if (json_object_size(node) != 1) /* the fields of one */
        return;
    normalize_option(node);
    if (!position)
        normalize_cast(node);
    normalize_interval(node, version);
    normalize_array_cast(node);
    normalize_operator(node, version);
    normalize_call(node);
    normalize_targets(node, version);
    normalize_between(node);
    if (version < 120000)
        normalize_role_comparison(node);
}

/* Bare numbers in ORDER BY and GROUP BY would be positions: the entries themselves stay as they are. */
static bool holds_positions(const char *member)
{
    return strcmp(member, "groupClause") == 0 || strcmp(member, "distinctClause") == 0;
}

static void normalize_value(json_t *value, int version, bool position)
{
    size_t i;
    json_t *item;
    json_array_foreach(value, i, item) normalize_value(item, version, position);
    if (!json_is_object(value))
        return;
    normalize_type(value);
    normalize_call_types(value);
    normalize_compared_array(value);
    const char *name;
    bool sort = strcmp(node_type(value), "SortBy") == 0;
    json_object_foreach(value, name, item)
    {
        if (sort && json_is_object(item)) {
            const char *member;
            json_t *part;
            json_object_foreach(item, member, part) normalize_value(part, version, strcmp(member, "node") == 0);
        } else {
            normalize_value(item, version, holds_positions(name));
        }
    }
    normalize_node(value, version, position);
}

void tree_normalize(json_t *tree, int version)
{
    normalize_value(tree, version, false);
}
