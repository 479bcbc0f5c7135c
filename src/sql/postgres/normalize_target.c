/* Names of columns that nobody has named. */
#include <string.h>

#include "sql/postgres/column_name.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

enum { TYPED_VERSION = 999999 };

static const char nameless[] = "?column?";

/*
 * Before 15 a column that is just true or false is named bool, and the server says so even where nobody sees the name:
 * in a subquery that is an expression, and in all but the first part of a UNION in FROM or WITH. Where it says no name,
 * a person has chosen ?column?.
 */
static void name_bool(json_t *target, int version)
{
    if (version >= 150000 || !field_node(node_as(field_node(target, "val"), "A_Const"), "boolval"))
        return;
    if (field_is(target, "name", "bool"))
        json_object_del(target, "name");
    else if (!field_node(target, "name"))
        json_object_set_new(target, "name", json_string(nameless));
}

static bool is_star(const json_t *value)
{
    const json_t *steps = field_node(node_as(value, "A_Indirection"), "indirection");
    return node_as(json_array_get(steps, json_array_size(steps) - 1), "A_Star") != NULL;
}

static bool goes_by(const json_t *item, const char *name)
{
    const json_t *body = node_body(item), *alias = field_node(body, "alias");
    if (node_as(item, "JoinExpr") && !alias)
        return goes_by(field_node(body, "larg"), name) || goes_by(field_node(body, "rarg"), name);
    return strcmp(alias ? field_text(alias, "aliasname") : field_text(body, "relname"), name) == 0;
}

/* In the outermost query of a function's body, what is of no item of FROM: those are said before each of their columns.
 */
static bool is_parameter(const json_t *select, const json_t *value)
{
    const json_t *names = field_node(node_as(value, "ColumnRef"), "fields");
    size_t i, n = json_array_size(names);
    json_t *item;
    if (n == 0 || !node_as(json_array_get(names, n - 1), "String"))
        return false;
    json_array_foreach(field_node(select, "fromClause"), i, item)
    {
        if (n == 1 || goes_by(item, list_text(names, n - 2)))
            return false;
    }
    return true;
}

/* Where a query stands. A view's own: the server says the view's names in all parts of its UNION. */
enum place { SEEN, UNSEEN, BODY, VIEW };

/*
 * No name in a server's text is the name ?column?, except that of a column of a table; but it gives its own, int4 say,
 * to NULL::integer when it reads that. So ?column? is said there, and only there. What a person typed has that name,
 * which the server then says.
 */
static void name_target(const json_t *select, json_t *target, enum place place, int version)
{
    const json_t *value = field_node(target, "val");
    bool column = node_as(value, "ColumnRef") && !(place == BODY && is_parameter(select, value));
    if (place == UNSEEN)
        name_bool(target, version);
    bool named = field_node(target, "name") || column || is_star(value);
    const char *own = column_name_of(value);
    bool has_own = strcmp(own, nameless) != 0;
    if (!named && has_own && version < TYPED_VERSION)
        json_object_set_new(target, "name", json_string(nameless));
    else if (!named && version >= TYPED_VERSION && (place == VIEW || (has_own && place != BODY)))
        json_object_set_new(target, "name", json_string(own));
}

static const json_t *first_part(const json_t *select)
{
    while (field_node(select, "larg"))
        select = field_node(select, "larg");
    return select;
}

/* The names of a view's columns are those of the first part of its UNION, and said in all others: but for ?column?,
 * which goes without saying there of all but columns. */
static void name_part(const json_t *part, const json_t *first)
{
    const json_t *names = field_node(first, "targetList");
    size_t i;
    json_t *item;
    json_array_foreach(field_node(part, "targetList"), i, item)
    {
        json_t *target = node_as(item, "ResTarget");
        const json_t *like = node_as(json_array_get(names, i), "ResTarget");
        const json_t *value = field_node(target, "val"), *column = field_node(node_as(value, "ColumnRef"), "fields");
        const char *said = field_text(like, "name"), *name = said[0] ? said : column_name_of(field_node(like, "val"));
        if (!like)
            return;
        const char *unsaid = column ? list_text(column, json_array_size(column) - 1) : nameless;
        if (strcmp(unsaid, name) == 0)
            json_object_del(target, "name");
        else
            json_object_set_new(target, "name", json_string(name));
    }
}

static void name_parts(const json_t *select, const json_t *first)
{
    if (field_node(select, "larg")) {
        name_parts(field_node(select, "larg"), first);
        name_parts(field_node(select, "rarg"), first);
    } else if (select != first) {
        name_part(select, first);
    }
}

static bool has_star(const json_t *select)
{
    size_t i;
    json_t *item;
    bool found =
        field_node(select, "larg") && (has_star(field_node(select, "larg")) || has_star(field_node(select, "rarg")));
    json_array_foreach(field_node(select, "targetList"), i, item)
    {
        const json_t *value = field_node(node_as(item, "ResTarget"), "val");
        const json_t *fields = field_node(node_as(value, "ColumnRef"), "fields");
        found = found || is_star(value) || node_as(json_array_get(fields, json_array_size(fields) - 1), "A_Star");
    }
    return found;
}

static void name_targets(const json_t *select, enum place place, int version)
{
    size_t i;
    json_t *item;
    if (field_node(select, "larg")) {
        name_targets(field_node(select, "larg"), place, version);
        name_targets(field_node(select, "rarg"), place == SEEN ? UNSEEN : place, version);
    }
    json_array_foreach(field_node(select, "targetList"), i, item)
    {
        if (node_as(item, "ResTarget"))
            name_target(select, node_as(item, "ResTarget"), place, version);
    }
}

static void name_view(const json_t *select, int version)
{
    name_targets(select, VIEW, version);
    if (version >= TYPED_VERSION && field_node(select, "larg") && !has_star(select))
        name_parts(select, first_part(select));
}

/* RETURNING: a list of targets without a query around it. */
static void name_returned(const json_t *node, int version)
{
    static const char *const types[] = {"InsertStmt", "UpdateStmt", "DeleteStmt"};
    size_t i;
    json_t *item;
    for (size_t t = 0; t < sizeof(types) / sizeof(*types); t++)
        json_array_foreach(field_node(node_as(node, types[t]), "returningList"), i, item)
            name_target(NULL, node_as(item, "ResTarget"), SEEN, version);
}

/* Queries among the actions of a rule, or the statements of a body. */
static void name_listed(const json_t *list, enum place place, int version)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        if (node_as(item, "SelectStmt"))
            name_targets(node_as(item, "SelectStmt"), place, version);
        name_listed(field_node(node_as(item, "List"), "items"), place, version);
    }
}

void normalize_targets(json_t *node, int version)
{
    static const struct {
        const char *type, *field;
        enum place place;
    } places[] = {{"SubLink", "subselect", UNSEEN},     {"InsertStmt", "selectStmt", UNSEEN},
                  {"RangeSubselect", "subquery", SEEN}, {"CommonTableExpr", "ctequery", SEEN},
                  {"ViewStmt", "query", VIEW},          {"CreateTableAsStmt", "query", VIEW}};
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        const json_t *query = node_as(field_node(node_as(node, places[i].type), places[i].field), "SelectStmt");
        if (query && places[i].place == VIEW)
            name_view(query, version);
        else if (query)
            name_targets(query, places[i].place, version);
    }
    name_returned(node, version);
    name_listed(field_node(node_as(node, "RuleStmt"), "actions"), SEEN, version);
    const json_t *body = field_node(node_as(node, "CreateFunctionStmt"), "sql_body");
    name_listed(field_node(node_as(body, "List"), "items"), BODY, version);
}

void normalize_query_targets(json_t *query, int version)
{
    if (node_as(query, "SelectStmt"))
        name_view(node_as(query, "SelectStmt"), version);
}
