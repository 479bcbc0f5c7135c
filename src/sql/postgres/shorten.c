#include "sql/postgres/shorten.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/print.h"
#include "sql/postgres/scope.h"
#include "sql/postgres/tree.h"

/* A type's canonical name without modifiers; belongs to ctx. */
static const char *bare_type(void *ctx, const json_t *type)
{
    json_t *copy = json_deep_copy(type);
    json_object_del(copy, "typmods");
    struct text t;
    text_open(&t);
    struct printer p = {.out = t.out};
    print_type(&p, json_array_size(field_node(type, "typmods")) > 0 ? copy : type);
    json_decref(copy);
    return text_close(&t, ctx);
}

/*
 * A constant is read first and made to fit then, so a cast that says the modifier is one that somebody wrote. Only an
 * interval is read with its modifier.
 */
bool is_cast_to_type(const json_t *cast, const char *type)
{
    void *work = mem_context(NULL);
    struct text t;
    text_open(&t);
    struct printer p = {.out = t.out};
    print_type(&p, field_node(cast, "typeName"));
    char *printed = text_close(&t, work);
    bool interval = strncmp(type, "interval", strlen("interval")) == 0;
    bool same = strcmp(printed, interval ? type : type_without_modifier(work, type)) == 0;
    mem_free(work);
    return same;
}

/* The type of a column or a cast, "" of anything else. */
static const char *type_of(const struct scope *scope, const json_t *node)
{
    const json_t *cast = node_as(node, "TypeCast");
    if (cast)
        return bare_type(scope_memory(scope), field_node(cast, "typeName"));
    return scope_column_type(scope, node_as(node, "ColumnRef"));
}

static bool is_string(const json_t *node)
{
    return field_node(node_as(node, "A_Const"), "sval") != NULL;
}

static bool is_number(const json_t *node)
{
    const json_t *constant = node_as(node, "A_Const");
    return field_node(constant, "ival") || field_node(constant, "fval");
}

static bool has_modifier(const json_t *cast)
{
    return json_array_size(field_node(field_node(cast, "typeName"), "typmods")) > 0;
}

/* True for 'x'::T, and for 1::T where numbers become T by themselves when compared with one; T has no modifier. */
static bool is_cast_constant(const struct scope *scope, const json_t *node, const char *type)
{
    const json_t *cast = node_as(node, "TypeCast"), *inner = field_node(cast, "arg");
    bool widened = strcmp(type, "numeric") == 0 || strcmp(type, "double precision") == 0;
    return cast && !has_modifier(cast) && (is_string(inner) || (widened && is_number(inner))) &&
           strcmp(type_of(scope, node), type) == 0;
}

static void drop_cast(json_t *node)
{
    replace_node(node, json_deep_copy(field_node(node_body(node), "arg")));
}

static bool is_varchar(const struct scope *scope, const json_t *node)
{
    const json_t *column = node_as(node, "ColumnRef");
    const char *type = column ? scope_column_type(scope, column) : "";
    return strcmp(type, "character varying") == 0 || strcmp(type, CANON_SOME_TYPE) == 0;
}

/* varchar has no comparisons of its own: the server adds the cast to text again. */
static void drop_text_of_varchar(const struct scope *scope, json_t *node)
{
    if (strcmp(type_of(scope, node), "text") == 0 && is_varchar(scope, field_node(node_as(node, "TypeCast"), "arg")))
        drop_cast(node);
}

/* The type of what a constant is compared with; the constant's own where that is not known. */
static const char *believed_type(const struct scope *scope, const json_t *known, const json_t *literal)
{
    const char *type = type_of(scope, known);
    if (strcmp(type, CANON_SOME_TYPE) != 0)
        return type;
    return field_node(node_as(literal, "A_Const"), "ival") ? "integer" : type_of(scope, literal);
}

static void shorten_side(const struct scope *scope, json_t *known, json_t *literal)
{
    const char *type = believed_type(scope, known, literal);
    if (!type[0] || !is_cast_constant(scope, literal, type))
        return;
    drop_cast(literal);
    if (is_string(literal))
        drop_text_of_varchar(scope, known);
}

/* x LIKE 'a'::text ESCAPE 'b'::text: both literals are arguments of a call. */
static void shorten_escape(const struct scope *scope, json_t *known, const json_t *call)
{
    if (!list_is_two(field_node(call, "funcname"), "pg_catalog", "like_escape"))
        return;
    size_t i;
    json_t *argument;
    json_array_foreach(field_node(call, "args"), i, argument)
    {
        const char *type = believed_type(scope, known, argument);
        if (type[0] && is_cast_constant(scope, argument, type))
            drop_cast(argument);
    }
}

static bool is_comparison(const json_t *expression)
{
    static const char *const operators[] = {"=", "<>", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*"};
    static const char *const kinds[] = {"AEXPR_LIKE", "AEXPR_ILIKE", "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT"};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (field_is(expression, "kind", kinds[i]))
            return true;
    for (size_t i = 0; field_is(expression, "kind", "AEXPR_OP") && i < sizeof(operators) / sizeof(*operators); i++)
        if (list_is_one(field_node(expression, "name"), operators[i]))
            return field_node(expression, "lexpr") != NULL;
    return false;
}

/* The elements of an array that IN would build in the same way: all literals, of the type compared with. */
static bool is_list_of(const struct scope *scope, const json_t *elements, const char *type)
{
    size_t i;
    json_t *element;
    bool integer = strcmp(type, "integer") == 0, bigint = strcmp(type, "bigint") == 0;
    json_array_foreach(elements, i, element)
    {
        const json_t *inner = field_node(node_as(element, "TypeCast"), "arg");
        bool fits = integer ? field_node(node_as(element, "A_Const"), "ival") != NULL
                    : bigint
                        ? field_node(node_as(inner, "A_Const"), "ival") && strcmp(type_of(scope, element), type) == 0
                        : is_cast_constant(scope, element, type) && is_string(inner);
        if (!fits)
            return false;
    }
    return json_array_size(elements) > 1;
}

/* Beside varchar IN (...) stands an array of varchar, and varchar has no comparisons of its own. */
static bool is_list_of_varchar(const struct scope *scope, const json_t *known, const json_t *elements)
{
    const json_t *column = field_node(node_as(known, "TypeCast"), "arg");
    return is_varchar(scope, column) && strcmp(type_of(scope, known), "text") == 0 &&
           is_list_of(scope, elements, "character varying");
}

static json_t *items_of(const json_t *elements)
{
    json_t *items = json_deep_copy(elements);
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item)
    {
        if (node_as(item, "TypeCast"))
            drop_cast(item);
    }
    return make_node("List", json_pack("{s:o}", "items", items));
}

/* x = ANY (ARRAY['a', 'b']) is x IN ('a', 'b') where the server makes the same array of it. */
static void shorten_list(const struct scope *scope, json_t *expression)
{
    json_t *known = field_node(expression, "lexpr");
    json_t *elements = field_node(node_as(field_node(expression, "rexpr"), "A_ArrayExpr"), "elements");
    bool any = field_is(expression, "kind", "AEXPR_OP_ANY") && list_is_one(field_node(expression, "name"), "=");
    bool all = field_is(expression, "kind", "AEXPR_OP_ALL") && list_is_one(field_node(expression, "name"), "<>");
    if ((!any && !all) || !elements)
        return;
    bool of_varchar = is_list_of_varchar(scope, known, elements);
    const char *type = believed_type(scope, known, json_array_get(elements, 0));
    if (!of_varchar && (!type[0] || !is_list_of(scope, elements, type)))
        return;
    json_t *items = items_of(elements);
    if (of_varchar)
        drop_cast(known);
    json_object_set_new(expression, "kind", json_string("AEXPR_IN"));
    json_object_set_new(expression, "rexpr", items);
}

static bool is_extract(const json_t *node)
{
    const json_t *call = node_as(node, "FuncCall");
    return field_is(call, "funcformat", "COERCE_SQL_SYNTAX") &&
           list_is_two(field_node(call, "funcname"), "pg_catalog", "extract");
}

/*
 * EXTRACT(...) * 1000: EXTRACT is numeric since 14 and was double precision
 * before, and the server shows that it makes the same of the number.
 */
static void shorten_factor(const struct scope *scope, const json_t *expression, const json_t *known, json_t *number)
{
    static const char *const operators[] = {"+", "-", "*", "/", "=", "<>", "<", ">", "<=", ">="};
    const json_t *cast = node_as(number, "TypeCast");
    bool wide =
        cast && is_number(field_node(cast, "arg")) && !has_modifier(cast) &&
        (strcmp(type_of(scope, number), "numeric") == 0 || strcmp(type_of(scope, number), "double precision") == 0);
    for (size_t i = 0; wide && is_extract(known) && i < sizeof(operators) / sizeof(*operators); i++)
        if (field_is(expression, "kind", "AEXPR_OP") && list_is_one(field_node(expression, "name"), operators[i])) {
            drop_cast(number);
            return;
        }
}

static void shorten_expression(const struct scope *scope, json_t *expression)
{
    json_t *left = field_node(expression, "lexpr"), *right = field_node(expression, "rexpr");
    shorten_factor(scope, expression, left, right);
    shorten_factor(scope, expression, right, left);
    if (is_comparison(expression)) {
        const json_t *call = node_as(right, "FuncCall");
        if (call && !field_is(expression, "kind", "AEXPR_OP"))
            shorten_escape(scope, left, call);
        shorten_side(scope, left, right);
        shorten_side(scope, right, left);
    }
    shorten_list(scope, expression);
}

static void shorten_node(const struct scope *scope, json_t *node)
{
    json_t *expression = node_as(node, "A_Expr");
    if (expression)
        shorten_expression(scope, expression);
}

/* Visits every node with the scope that it is in. */
static void walk(const struct scope *scope, json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    struct scope inner;
    bool query = scope_enter(&inner, scope, value);
    shorten_node(scope, value);
    json_array_foreach(value, i, item) walk(scope, item);
    json_object_foreach(value, name, item) walk(query ? &inner : scope, item);
}

void tree_shorten(json_t *tree, const struct canon_columns *columns)
{
    struct scope top;
    scope_begin(&top, columns);
    walk(&top, tree);
    scope_end(&top);
}
