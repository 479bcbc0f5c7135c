/* Column prefixes in the queries of views: see tree_unqualify in normalize.h. */
#include <string.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

/* How columns of the query's only relation are prefixed; NULL where it has several or none. */
static const char *only_relation(const json_t *select)
{
    const json_t *from = field_node(select, "fromClause");
    const json_t *item = json_array_get(from, 0);
    const json_t *sample = node_as(item, "RangeTableSample");
    item = sample ? field_node(sample, "relation") : item;
    const json_t *body = node_body(item);
    if (json_array_size(from) != 1 || node_as(item, "JoinExpr"))
        return NULL;
    if (field_node(body, "alias"))
        return field_text(field_node(body, "alias"), "aliasname");
    if (node_as(item, "RangeTableFunc"))
        return "xmltable";
    return node_as(item, "RangeVar") ? field_text(body, "relname") : NULL;
}

static bool is_prefixed(const json_t *column, const char *prefix)
{
    const json_t *fields = field_node(column, "fields");
    size_t n = json_array_size(fields);
    return n >= 2 && node_as(json_array_get(fields, n - 1), "String") && strcmp(list_text(fields, n - 2), prefix) == 0;
}

/* Subqueries keep their prefixes: the server prints them on all versions. */
static void strip(json_t *value, const char *prefix)
{
    size_t i;
    const char *name;
    json_t *item;
    if (node_as(value, "SelectStmt"))
        return;
    json_t *column = node_as(value, "ColumnRef");
    if (column && is_prefixed(column, prefix)) {
        json_t *fields = field_node(column, "fields");
        while (json_array_size(fields) > 1)
            json_array_remove(fields, 0);
        return;
    }
    json_array_foreach(value, i, item) strip(item, prefix);
    json_object_foreach(value, name, item) strip(item, prefix);
}

static const char *output_name(const json_t *target)
{
    return field_text(node_as(target, "ResTarget"), "name");
}

/* True when ORDER BY name would mean an output column that is not the column itself. */
static bool is_captured(const json_t *select, const char *name)
{
    size_t i;
    json_t *target;
    json_array_foreach(field_node(select, "targetList"), i, target)
    {
        const json_t *column = node_as(field_node(node_as(target, "ResTarget"), "val"), "ColumnRef");
        const json_t *fields = field_node(column, "fields");
        const char *own = list_text(fields, json_array_size(fields) - 1);
        if (strcmp(output_name(target), name) == 0 && strcmp(own, name) != 0)
            return true;
    }
    return false;
}

static bool may_strip(const json_t *select, const json_t *node)
{
    const json_t *fields = field_node(node_as(node, "ColumnRef"), "fields");
    return !fields || !is_captured(select, list_text(fields, json_array_size(fields) - 1));
}

static void strip_sort(json_t *select, const char *prefix)
{
    size_t i;
    json_t *item;
    json_array_foreach(field_node(select, "sortClause"), i, item)
    {
        json_t *node = field_node(node_as(item, "SortBy"), "node");
        if (may_strip(select, node))
            strip(node, prefix);
    }
    json_array_foreach(field_node(select, "distinctClause"), i, item)
    {
        if (may_strip(select, item))
            strip(item, prefix);
    }
}

void tree_unqualify(json_t *select_node)
{
    json_t *select = node_as(select_node, "SelectStmt");
    const char *prefix = only_relation(select);
    if (!prefix || !field_is(select, "op", "SETOP_NONE"))
        return;
    const char *name;
    json_t *item;
    json_object_foreach(select, name, item)
    {
        bool elsewhere = strcmp(name, "fromClause") == 0 || strcmp(name, "withClause") == 0;
        bool sorted = strcmp(name, "sortClause") == 0 || strcmp(name, "distinctClause") == 0;
        if (!elsewhere && !sorted)
            strip(item, prefix);
    }
    strip_sort(select, prefix);
}
