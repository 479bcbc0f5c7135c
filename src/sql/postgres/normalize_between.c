/* What the parser makes of BETWEEN before it is stored: no server prints the word. */
#include <string.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

static json_t *compared(const json_t *left, const char *operator, const json_t * right)
{
    return make_node("A_Expr", json_pack("{s:s, s:[o], s:o, s:o}", "kind", "AEXPR_OP", "name", make_string(operator),
                                         "lexpr", json_deep_copy(left), "rexpr", json_deep_copy(right)));
}

static void replace_between(json_t *node, const char *with, const char *low, const char *high)
{
    const json_t *expression = node_as(node, "A_Expr"), *left = field_node(expression, "lexpr");
    const json_t *bounds = field_node(node_as(field_node(expression, "rexpr"), "List"), "items");
    if (json_array_size(bounds) != 2)
        return;
    json_t *sides = json_pack("[o,o]", compared(left, low, json_array_get(bounds, 0)),
                              compared(left, high, json_array_get(bounds, 1)));
    replace_node(node, make_node("BoolExpr", json_pack("{s:s, s:o}", "boolop", with, "args", sides)));
}

/* One of the same word at the beginning has no parentheses of its own (docs/format.md). */
static void splice_first(json_t *node)
{
    const json_t *all = node_as(node, "BoolExpr");
    const json_t *first = node_as(json_array_get(field_node(all, "args"), 0), "BoolExpr");
    if (!first || field_is(all, "boolop", "NOT_EXPR") || !field_is(first, "boolop", field_text(all, "boolop")))
        return;
    json_t *args = json_deep_copy(field_node(first, "args"));
    for (size_t i = 1; i < json_array_size(field_node(all, "args")); i++)
        json_array_append_new(args, json_deep_copy(json_array_get(field_node(all, "args"), i)));
    replace_node(node,
                 make_node("BoolExpr", json_pack("{s:s, s:o}", "boolop", field_text(all, "boolop"), "args", args)));
}

void normalize_between(json_t *node)
{
    const json_t *expression = node_as(node, "A_Expr");
    if (field_is(expression, "kind", "AEXPR_BETWEEN"))
        replace_between(node, "AND_EXPR", ">=", "<=");
    else if (field_is(expression, "kind", "AEXPR_NOT_BETWEEN"))
        replace_between(node, "OR_EXPR", "<", ">");
    else
        splice_first(node);
}
