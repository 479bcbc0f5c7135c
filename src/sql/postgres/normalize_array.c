/* Casts of arrays that are written out. */
#include "sql/postgres/normalize.h"

#include <string.h>

#include "sql/postgres/tree.h"

static json_t *elements_of(const json_t *node)
{
    return field_node(node_as(node, "A_ArrayExpr"), "elements");
}

/* A string that has no type yet gets that of a cast around the array. */
static bool has_bare_string(const json_t *elements)
{
    size_t i;
    json_t *element;
    json_array_foreach(elements, i, element)
    {
        if (field_node(node_as(element, "A_Const"), "sval") || has_bare_string(elements_of(element)))
            return true;
    }
    return false;
}

/* The type of a column can have a modifier that is not to be seen, and others can have it from one. */
static bool may_have_modifier(const json_t *elements)
{
    size_t i;
    json_t *element;
    json_array_foreach(elements, i, element)
    {
        const json_t *cast = node_as(element, "TypeCast");
        bool plain = cast ? json_array_size(field_node(field_node(cast, "typeName"), "typmods")) == 0
                          : node_as(element, "A_Const") || node_as(element, "FuncCall") || node_as(element, "A_Expr");
        if (elements_of(element) ? may_have_modifier(elements_of(element)) : !plain)
            return true;
    }
    return false;
}

static json_t *cast_elements(const json_t *elements, const json_t *type)
{
    json_t *done = json_array();
    size_t i;
    json_t *element;
    json_array_foreach(elements, i, element)
    {
        const json_t *inner = elements_of(element);
        json_t *body = inner ? json_pack("{s:o}", "elements", cast_elements(inner, type))
                             : json_pack("{s:O,s:O}", "arg", element, "typeName", type);
        json_array_append_new(done, make_node(inner ? "A_ArrayExpr" : "TypeCast", json_deep_copy(body)));
        json_decref(body);
    }
    return done;
}

static bool casts_array(const json_t *cast)
{
    return json_array_size(elements_of(field_node(cast, "arg"))) > 0 &&
           json_array_size(field_node(field_node(cast, "typeName"), "arrayBounds")) == 1;
}

void normalize_array_cast(json_t *node)
{
    json_t *cast = node_as(node, "TypeCast");
    if (!casts_array(cast))
        return;
    const json_t *elements = elements_of(field_node(cast, "arg"));
    json_t *type = json_deep_copy(field_node(cast, "typeName"));
    json_object_del(type, "arrayBounds");
    if (has_bare_string(elements) || may_have_modifier(elements)) {
        replace_node(node, make_node("A_ArrayExpr", json_pack("{s:o}", "elements", cast_elements(elements, type))));
    } else {
        json_object_del(type, "typmods");
        json_object_set_new(type, "names", json_pack("[o]", make_string("anyarray")));
        json_object_set_new(
            cast, "arg",
            make_node("TypeCast", json_pack("{s:O,s:O}", "arg", field_node(cast, "arg"), "typeName", type)));
    }
    json_decref(type);
}

/* What a comparison converts by itself, without a loss. */
static const char *const exact[][2] = {
    {"int2", "int4"},    {"int2", "int8"},     {"int2", "numeric"},   {"int2", "float8"},
    {"int4", "int8"},    {"int4", "oid"},      {"int4", "float8"},    {"int4", "numeric"},
    {"int8", "numeric"}, {"float4", "float8"}, {"numeric", "float8"},
};

/* The type of a constant; "" where it is not known. */
static const char *type_of(const json_t *element)
{
    const json_t *constant = node_as(element, "A_Const"), *type = field_node(node_as(element, "TypeCast"), "typeName");
    bool plain = type && !field_node(type, "typmods") && !field_node(type, "arrayBounds");
    const json_t *names = field_node(type, "names");
    if (constant)
        return field_node(constant, "ival") ? "int4" : field_node(constant, "fval") ? "numeric" : "";
    return plain ? list_text(names, json_array_size(names) - 1) : "";
}

static bool widens(const json_t *elements, const char *to)
{
    size_t i;
    json_t *element;
    json_array_foreach(elements, i, element)
    {
        const json_t *inner = elements_of(element);
        const char *from = inner ? "" : type_of(element);
        bool fits = inner ? widens(inner, to) : strcmp(from, to) == 0;
        for (size_t k = 0; !inner && !fits && k < sizeof(exact) / sizeof(*exact); k++)
            fits = strcmp(exact[k][0], from) == 0 && strcmp(exact[k][1], to) == 0;
        if (!fits)
            return false;
    }
    return true;
}

/* To text each comparison with a text converts; to other types what fits without a loss. */
static bool is_converted_anyway(const json_t *cast)
{
    const json_t *elements = elements_of(field_node(cast, "arg")), *type = field_node(cast, "typeName");
    const json_t *names = field_node(type, "names");
    const char *to = list_text(names, json_array_size(names) - 1);
    return !has_bare_string(elements) && !field_node(type, "typmods") &&
           (strcmp(to, "text") == 0 || widens(elements, to));
}

/* x = ANY (ARRAY['a', 'b']): strings of which nothing says a type are texts there, whatever x is. */
static void type_strings(json_t *expression)
{
    json_t *elements = elements_of(field_node(expression, "rexpr"));
    size_t i;
    json_t *element;
    json_array_foreach(elements, i, element)
    {
        if (!field_node(node_as(element, "A_Const"), "sval"))
            return;
    }
    json_t *type = json_pack("{s:[o], s:i}", "names", make_string("text"), "typemod", -1);
    if (json_array_size(elements) > 0)
        json_object_set_new(expression, "rexpr",
                            make_node("A_ArrayExpr", json_pack("{s:o}", "elements", cast_elements(elements, type))));
    json_decref(type);
}

void normalize_compared_array(json_t *node)
{
    json_t *expression = node_as(node, "A_Expr");
    const json_t *cast = node_as(field_node(expression, "rexpr"), "TypeCast");
    bool compared = field_is(expression, "kind", "AEXPR_OP_ANY") || field_is(expression, "kind", "AEXPR_OP_ALL");
    if (compared && casts_array(cast) && is_converted_anyway(cast))
        json_object_set(expression, "rexpr", field_node(cast, "arg"));
    if (compared)
        type_strings(expression);
}
