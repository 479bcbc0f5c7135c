#include "sql/postgres/column_name.h"

#include <string.h>

#include "sql/postgres/tree.h"

/* How good a name is: that of a type stands back behind that of what is cast to it. */
enum strength { NO_NAME, OF_TYPE, OF_ITSELF };

static enum strength find_name(const json_t *node, const char **name);

static enum strength found(const char *text, enum strength strength, const char **name)
{
    *name = text;
    return strength;
}

static const char *last_text(const json_t *list)
{
    for (size_t i = json_array_size(list); i-- > 0;)
        if (node_as(json_array_get(list, i), "String"))
            return list_text(list, i);
    return "";
}

/* Expressions that always have the same name. */
static const struct {
    const char *type, *name;
} fixed[] = {{"A_ArrayExpr", "array"},
             {"CoalesceExpr", "coalesce"},
             {"GroupingFunc", "grouping"},
             {"RowExpr", "row"},
             {"XmlSerialize", "xmlserialize"}};

/* Expressions whose field says what they are. */
static const struct {
    const char *type, *field, *value, *name;
} by_value[] = {
    {"A_Expr", "kind", "AEXPR_NULLIF", "nullif"},
    {"MinMaxExpr", "op", "IS_GREATEST", "greatest"},
    {"MinMaxExpr", "op", "IS_LEAST", "least"},
    {"SubLink", "subLinkType", "EXISTS_SUBLINK", "exists"},
    {"SubLink", "subLinkType", "ARRAY_SUBLINK", "array"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_DATE", "current_date"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_TIME", "current_time"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_TIME_N", "current_time"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_TIMESTAMP", "current_timestamp"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_TIMESTAMP_N", "current_timestamp"},
    {"SQLValueFunction", "op", "SVFOP_LOCALTIME", "localtime"},
    {"SQLValueFunction", "op", "SVFOP_LOCALTIME_N", "localtime"},
    {"SQLValueFunction", "op", "SVFOP_LOCALTIMESTAMP", "localtimestamp"},
    {"SQLValueFunction", "op", "SVFOP_LOCALTIMESTAMP_N", "localtimestamp"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_ROLE", "current_role"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_USER", "current_user"},
    {"SQLValueFunction", "op", "SVFOP_USER", "user"},
    {"SQLValueFunction", "op", "SVFOP_SESSION_USER", "session_user"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_CATALOG", "current_catalog"},
    {"SQLValueFunction", "op", "SVFOP_CURRENT_SCHEMA", "current_schema"},
    {"XmlExpr", "op", "IS_XMLCONCAT", "xmlconcat"},
    {"XmlExpr", "op", "IS_XMLELEMENT", "xmlelement"},
    {"XmlExpr", "op", "IS_XMLFOREST", "xmlforest"},
    {"XmlExpr", "op", "IS_XMLPARSE", "xmlparse"},
    {"XmlExpr", "op", "IS_XMLPI", "xmlpi"},
    {"XmlExpr", "op", "IS_XMLROOT", "xmlroot"},
};

static enum strength name_of_words(const json_t *node, const char **name)
{
    for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
        if (node_as(node, fixed[i].type))
            return found(fixed[i].name, OF_ITSELF, name);
    for (size_t i = 0; i < sizeof(by_value) / sizeof(*by_value); i++)
        if (field_is(node_as(node, by_value[i].type), by_value[i].field, by_value[i].value))
            return found(by_value[i].name, OF_ITSELF, name);
    return NO_NAME;
}

/* Of a subquery the name of its column. */
static enum strength name_of_query(const json_t *select, const char **name)
{
    while (field_node(select, "larg"))
        select = field_node(select, "larg");
    const json_t *target = node_as(json_array_get(field_node(select, "targetList"), 0), "ResTarget");
    if (field_node(target, "name"))
        return found(field_text(target, "name"), OF_ITSELF, name);
    return target ? find_name(field_node(target, "val"), name) : NO_NAME;
}

static enum strength name_of_cast(const json_t *cast, const char **name)
{
    enum strength strength = find_name(field_node(cast, "arg"), name);
    const char *type = last_text(field_node(field_node(cast, "typeName"), "names"));
    return strength > OF_TYPE || !type[0] ? strength : found(type, OF_TYPE, name);
}

static enum strength find_name(const json_t *node, const char **name)
{
    const json_t *body = node_body(node);
    const char *step = last_text(field_node(body, "indirection"));
    if (node_as(node, "ColumnRef"))
        return found(last_text(field_node(body, "fields")), OF_ITSELF, name);
    if (node_as(node, "FuncCall"))
        return found(last_text(field_node(body, "funcname")), OF_ITSELF, name);
    if (node_as(node, "A_Indirection"))
        return step[0] ? found(step, OF_ITSELF, name) : find_name(field_node(body, "arg"), name);
    if (node_as(node, "CollateClause"))
        return find_name(field_node(body, "arg"), name);
    if (node_as(node, "TypeCast"))
        return name_of_cast(body, name);
    if (field_is(node_as(node, "SubLink"), "subLinkType", "EXPR_SUBLINK"))
        return name_of_query(node_as(field_node(body, "subselect"), "SelectStmt"), name);
    if (node_as(node, "CaseExpr")) {
        enum strength strength = find_name(field_node(body, "defresult"), name);
        return strength > OF_TYPE ? strength : found("case", OF_TYPE, name);
    }
    return name_of_words(node, name);
}

const char *column_name_of(const json_t *expression)
{
    const char *name = "";
    return find_name(expression, &name) != NO_NAME && name[0] ? name : "?column?";
}

const char *index_column_name_of(const json_t *expression)
{
    const char *name = "";
    return find_name(expression, &name) != NO_NAME && name[0] ? name : "expr";
}
