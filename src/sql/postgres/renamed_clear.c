/*
 * Where a server would print more than other names: an alias where a name is taken, the columns of what USING joins.
 * And where a name may be that of what a query makes.
 */
#include <string.h>

#include "sql/postgres/column_name.h"
#include "sql/postgres/renamed_source.h"

struct look {
    const struct renaming *renaming;
    bool unclear;
};

static bool says(const json_t *names, const char *name)
{
    for (size_t i = 0; i < json_array_size(names); i++)
        if (strcmp(list_text(names, i), name) == 0)
            return true;
    return false;
}

/* The new name already is that of something that columns are qualified with; columns have names of their own. */
static bool is_range_unclear(const struct renaming *r, const json_t *range)
{
    const json_t *alias = field_node(range, "alias");
    const char *name =
        field_text(alias, "aliasname")[0] ? field_text(alias, "aliasname") : field_text(range, "relname");
    bool own = strcmp(field_text(range, "relname"), r->relation) == 0;
    bool renamed = strcmp(r->relation, r->new_relation) != 0;
    return r->column ? own && field_node(alias, "colnames") : renamed && strcmp(name, r->new_relation) == 0;
}

static bool is_join_unclear(const struct renaming *r, const json_t *join)
{
    const json_t *names = field_node(join, "usingClause");
    return r->column && (field_node(join, "alias") || field_flag(join, "isNatural") || says(names, r->column) ||
                         says(names, r->new_column));
}

/* ORDER BY name: of the column that the query makes, which is another one. */
static bool is_order_unclear(const json_t *select, const json_t *node, const char *column)
{
    const json_t *fields = field_node(node_as(node, "ColumnRef"), "fields");
    size_t i;
    json_t *target;
    if (json_array_size(fields) != 1 || strcmp(list_text(fields, 0), column) != 0)
        return false;
    json_array_foreach(field_node(select, "targetList"), i, target)
    {
        const json_t *body = node_as(target, "ResTarget");
        const json_t *value = field_node(node_as(field_node(body, "val"), "ColumnRef"), "fields");
        bool same = strcmp(list_text(value, json_array_size(value) - 1), column) == 0;
        const char *name = field_text(body, "name");
        if (!same && strcmp(name[0] ? name : column_name_of(field_node(body, "val")), column) == 0)
            return true;
    }
    return false;
}

static bool is_select_unclear(const struct renaming *r, const json_t *select)
{
    size_t i;
    json_t *item;
    bool unclear = false;
    if (!r->column)
        return false;
    json_array_foreach(field_node(select, "sortClause"), i, item) unclear =
        unclear || is_order_unclear(select, field_node(node_as(item, "SortBy"), "node"), r->column);
    json_array_foreach(field_node(select, "distinctClause"), i, item) unclear =
        unclear || is_order_unclear(select, item, r->column);
    return unclear;
}

/* SELECT *: which columns those are says the server. */
static bool is_target_unclear(const struct renaming *r, const json_t *target)
{
    const json_t *fields = field_node(node_as(field_node(target, "val"), "ColumnRef"), "fields");
    return r->column && node_as(json_array_get(fields, json_array_size(fields) - 1), "A_Star");
}

static void look_at(struct look *l, json_t *value)
{
    size_t i;
    const char *member;
    json_t *part;
    json_array_foreach(value, i, part) look_at(l, part);
    if (!json_is_object(value))
        return;
    const struct renaming *r = l->renaming;
    bool query = json_object_get(value, "op") && json_object_get(value, "limitOption");
    l->unclear =
        l->unclear || (json_object_get(value, "relname") && is_range_unclear(r, value)) ||
        (node_as(value, "JoinExpr") && is_join_unclear(r, node_body(value))) ||
        (query && is_select_unclear(r, value)) || is_target_unclear(r, node_as(value, "ResTarget")) ||
        (!r->column && (field_is(value, "ctename", r->new_relation) || field_is(value, "aliasname", r->new_relation)));
    json_object_foreach(value, member, part) look_at(l, part);
}

/* What the statement is about is called otherwise, as any other is: it is no source of a query. */
static void look_at_members(struct look *l, const json_t *statement)
{
    const char *member;
    json_t *part;
    json_object_foreach(node_body(statement), member,
                        part) if (strcmp(member, "table") != 0 && strcmp(member, "relation") != 0) look_at(l, part);
}

bool rename_is_clear(json_t *statement, const struct renamings *renamings)
{
    struct look l = {0};
    for (size_t i = 0; i < renamings->n && !l.unclear; i++) {
        l.renaming = &renamings->items[i];
        if (renamings->own_relation)
            look_at_members(&l, statement);
        else
            look_at(&l, statement);
    }
    return !l.unclear;
}
