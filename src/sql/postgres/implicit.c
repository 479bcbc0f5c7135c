#include "sql/postgres/implicit.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/implicit_call.h"
#include "sql/postgres/implicit_operator.h"
#include "sql/postgres/implicit_type.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/print.h"
#include "sql/postgres/scope.h"
#include "sql/postgres/tree.h"

/* Says the casts within the value, and returns the type that it then has. */
static const char *say(const struct scope *scope, json_t *value);

static bool is_unknown(const char *type)
{
    return type_is(type, TYPE_UNKNOWN);
}

/* Of a column without its table, which is all that is left of a cast to what it is; "" of anything else. */
static const char *column_name(const json_t *node)
{
    const json_t *fields = field_node(node_as(node, "ColumnRef"), "fields");
    return json_array_size(fields) == 1 ? list_text(fields, 0) : "";
}

/* An expression of an index that is but a column is one. */
static const char *say_element(const struct scope *scope, json_t *element)
{
    json_t *expression = field_node(element, "expr");
    say(scope, expression);
    if (!column_name(expression)[0])
        return "";
    json_object_set_new(element, "name", json_string(column_name(expression)));
    json_object_del(element, "expr");
    return "";
}

/* A literal was called "?column?" before it got a type. */
static void say_target(json_t *target, bool becomes_text)
{
    json_t *value = field_node(target, "val");
    if (becomes_text && type_cast(value, TYPE_UNKNOWN, "text") && !field_node(target, "name"))
        json_object_set_new(target, "name", json_string("?column?"));
    if (column_name(value)[0] && field_is(target, "name", column_name(value)))
        json_object_del(target, "name");
}

/* SELECT 'a' is a text, but where another part of a UNION tells its type. */
static void say_query(const struct scope *scope, json_t *query, bool alone)
{
    struct scope inner;
    size_t i;
    const char *name;
    json_t *part;
    scope_enter(&inner, scope, query);
    bool whole = field_is(query, "op", "SETOP_NONE");
    json_object_foreach(query, name, part)
    {
        bool side = strcmp(name, "larg") == 0 || strcmp(name, "rarg") == 0;
        if (side && json_is_object(part))
            say_query(&inner, part, false);
        else if (strcmp(name, "targetList") != 0)
            say(&inner, part);
    }
    json_array_foreach(field_node(query, "targetList"), i, part)
    {
        bool literal = is_unknown(say(&inner, field_node(node_body(part), "val")));
        say_target(node_body(part), literal && alone && whole);
    }
}

static const char *say_parts(const struct scope *scope, json_t *value)
{
    struct scope inner;
    size_t i;
    const char *name;
    json_t *part;
    if (scope_enter(&inner, scope, value)) {
        say_query(scope, value, true);
        return "";
    }
    json_array_foreach(value, i, part) say(scope, part);
    json_object_foreach(value, name, part) say(scope, part);
    return "";
}

static const char **say_each(const struct scope *scope, const json_t *list)
{
    const char **types = mem_array(scope_memory(scope), const char *, json_array_size(list) + 1);
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) types[i] = say(scope, item);
    return types;
}

/* Operators and functions take what a domain is stored as. */
static const char *as_stored(const struct scope *scope, json_t *node, const char *type)
{
    const char *base = scope_base_type(scope, type);
    if (!base || !type_cast(node, type, base))
        return type;
    return base;
}

static const char **say_operands(const struct scope *scope, const json_t *list)
{
    const char **types = say_each(scope, list);
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) types[i] = as_stored(scope, item, types[i]);
    return types;
}

static const char *say_operator(const struct scope *scope, json_t *node)
{
    json_t *expression = node_body(node), *left = field_node(expression, "lexpr");
    json_t *right = field_node(expression, "rexpr"), *items = field_node(node_as(right, "List"), "items");
    struct operand_types types = {.left = left ? as_stored(scope, left, say(scope, left)) : ""};
    types.items = items ? say_operands(scope, items) : NULL;
    types.right = right && !items ? as_stored(scope, right, say(scope, right)) : "";
    return implicit_operator(node, &types);
}

/* ---- what has one type of several ---- */

/* That of the first that has one; of numbers the highest. A literal alone is a text. "": it is not known. */
static const char *common_type(const char *const *types, size_t n)
{
    const char *common = TYPE_UNKNOWN;
    for (size_t i = 0; i < n; i++) {
        if (!types[i][0])
            return "";
        if (is_unknown(types[i]) || strcmp(types[i], common) == 0)
            continue;
        bool numbers = type_rank(types[i]) > 0 && type_rank(common) > 0;
        bool strings = type_is_string(types[i]) && type_is_string(common);
        if (!is_unknown(common) && !numbers && !strings)
            return "";
        if (is_unknown(common) || (numbers && type_rank(types[i]) > type_rank(common)))
            common = types[i];
    }
    return is_unknown(common) ? "text" : common;
}

static void become(json_t *node, const char *from, const char *to)
{
    if (to[0] && is_unknown(from))
        type_cast_constant(node, to);
    else if (to[0])
        type_cast(node, from, to);
}

static bool are_alike(const char *const *types, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (strcmp(types[i], types[0]) != 0)
            return false;
    return n > 0 && types[0][0] && !is_unknown(types[0]);
}

static const char *say_common(const struct scope *scope, const json_t *list)
{
    const char **types = say_each(scope, list);
    size_t i, n = json_array_size(list);
    json_t *item;
    if (are_alike(types, n))
        return types[0];
    json_array_foreach(list, i, item) types[i] = as_stored(scope, item, types[i]);
    const char *common = common_type(types, n);
    json_array_foreach(list, i, item) become(item, types[i], common);
    return common;
}

/* CASE v WHEN 'a' */
static void say_condition(const struct scope *scope, json_t *condition, const char *of)
{
    const char *type = say(scope, condition);
    if (is_unknown(type) && (type_is(of, "text") || type_is(of, "character varying")))
        type_cast(condition, type, "text");
}

/* What is after ELSE counts first, and is NULL where nothing is said. */
static const char *say_case(const struct scope *scope, json_t *body)
{
    const char *of = field_node(body, "arg") ? say(scope, field_node(body, "arg")) : "";
    json_t *results = json_array(), *otherwise = field_node(body, "defresult"), *when;
    size_t i;
    json_array_append_new(results,
                          otherwise ? json_incref(otherwise) : make_node("A_Const", json_pack("{s:b}", "isnull", 1)));
    json_array_foreach(field_node(body, "args"), i, when)
    {
        say_condition(scope, field_node(node_body(when), "expr"), of);
        json_array_append(results, field_node(node_body(when), "result"));
    }
    const char *common = say_common(scope, results);
    if (common[0])
        json_object_set(body, "defresult", json_array_get(results, 0));
    json_decref(results);
    return common;
}

/* ---- the rest ---- */

static const char *type_of_constant(const json_t *constant)
{
    if (field_flag(constant, "isnull") || field_node(constant, "sval"))
        return TYPE_UNKNOWN;
    if (field_node(constant, "ival"))
        return "integer";
    return field_node(constant, "fval") ? "numeric" : field_node(constant, "boolval") ? "boolean" : "";
}

static const char *type_of_column(const struct scope *scope, const json_t *column)
{
    const char *type = scope_column_type(scope, column);
    return strcmp(type, CANON_SOME_TYPE) == 0 ? "" : type;
}

/* A cast to what something is already is not stored; but that which takes a length away. */
static const char *say_cast(const struct scope *scope, json_t *node)
{
    json_t *cast = node_as(node, "TypeCast"), *inner = field_node(cast, "arg");
    const char *from = say(scope, inner), *to;
    struct text t;
    text_open(&t);
    struct printer p = {.out = t.out};
    print_type(&p, field_node(cast, "typeName"));
    to = type_without_modifier(scope_memory(scope), text_close(&t, scope_memory(scope)));
    bool modifier = json_array_size(field_node(field_node(cast, "typeName"), "typmods")) > 0;
    if (!modifier && !type_has_lengths(from) && from[0] && strcmp(from, to) == 0 && !node_as(inner, "A_Const"))
        replace_node(node, json_deep_copy(inner));
    return to;
}

static const char *say_array(const struct scope *scope, const json_t *body)
{
    const char *common = say_common(scope, field_node(body, "elements"));
    return json_array_size(field_node(body, "elements")) > 0 ? type_array_of(common) : "";
}

static bool is_same_column(const json_t *a, const json_t *b)
{
    const json_t *first = node_as(a, "ColumnRef"), *second = node_as(b, "ColumnRef");
    return first && second && json_equal(field_node(first, "fields"), field_node(second, "fields"));
}

/* string_agg(v, ',' ORDER BY v): what is sorted by is the argument as it then is. */
static void sort_by_arguments(const json_t *call, const json_t *before)
{
    size_t i, k;
    json_t *item, *argument;
    json_array_foreach(field_node(call, "agg_order"), i, item)
    {
        json_t *sorted = field_node(node_as(item, "SortBy"), "node");
        json_array_foreach(before, k, argument)
        {
            if (is_same_column(sorted, argument)) {
                replace_node(sorted, json_deep_copy(json_array_get(field_node(call, "args"), k)));
                break;
            }
        }
    }
}

static const char *say_call(const struct scope *scope, json_t *call)
{
    json_t *part, *before = field_node(call, "agg_order") ? json_deep_copy(field_node(call, "args")) : NULL;
    const char *name;
    const char **types = say_operands(scope, field_node(call, "args"));
    json_object_foreach(call, name, part) if (strcmp(name, "args") != 0) say(scope, part);
    const char *result = implicit_call(call, types);
    sort_by_arguments(call, before);
    json_decref(before);
    return result;
}

static const char *say(const struct scope *scope, json_t *value)
{
    const char *type = node_type(value);
    json_t *body = node_body(value);
    if (strcmp(type, "A_Expr") == 0)
        return say_operator(scope, value);
    if (strcmp(type, "A_Const") == 0)
        return type_of_constant(body);
    if (strcmp(type, "ColumnRef") == 0)
        return type_of_column(scope, body);
    if (strcmp(type, "TypeCast") == 0)
        return say_cast(scope, value);
    if (strcmp(type, "FuncCall") == 0)
        return say_call(scope, body);
    if (strcmp(type, "CoalesceExpr") == 0 || strcmp(type, "MinMaxExpr") == 0)
        return say_common(scope, field_node(body, "args"));
    if (strcmp(type, "CaseExpr") == 0)
        return say_case(scope, body);
    if (strcmp(type, "A_ArrayExpr") == 0)
        return say_array(scope, body);
    if (strcmp(type, "IndexElem") == 0 && field_node(body, "expr"))
        return say_element(scope, body);
    say_parts(scope, value);
    return strcmp(type, "BoolExpr") == 0 || strcmp(type, "NullTest") == 0 || strcmp(type, "BooleanTest") == 0
               ? "boolean"
               : "";
}

void tree_say_implicit_casts(json_t *tree, const struct canon_columns *columns)
{
    struct scope top;
    scope_begin(&top, columns);
    say(&top, tree);
    scope_end(&top);
}
