#include "sql/postgres/function_columns.h"

#include "sql/postgres/tree.h"

/* Names in their order, of which some may be missing in the first list. */
static bool is_part_of(const json_t *list, const json_t *whole)
{
    size_t at = 0;
    for (size_t i = 0; at < json_array_size(list) && i < json_array_size(whole); i++)
        at += json_equal(json_array_get(list, at), json_array_get(whole, i));
    return at == json_array_size(list);
}

/* Gives the functions of one tree the lists of the other, where those are parts of these. */
static void complete(json_t *value, const json_t *other)
{
    size_t i;
    const char *name;
    json_t *member;
    json_t *alias = field_node(node_as(value, "RangeFunction"), "alias");
    json_t *columns = field_node(field_node(node_as(other, "RangeFunction"), "alias"), "colnames");
    if (columns && field_node(alias, "colnames") && is_part_of(field_node(alias, "colnames"), columns))
        json_object_set(alias, "colnames", columns);
    json_array_foreach(value, i, member) complete(member, json_array_get(other, i));
    json_object_foreach(value, name, member) complete(member, json_object_get(other, name));
}

bool is_without_function_columns(const char *dumped, const char *whole)
{
    json_t *part = tree_parse(dumped), *all = tree_parse(whole);
    json_t *one = tree_statement(part), *other = tree_statement(all);
    bool same = one && other;
    if (same) {
        complete(one, other);
        same = json_equal(one, other);
    }
    json_decref(part);
    json_decref(all);
    return same;
}
