/* The trees of later grammars in the shape of 15's. */
#include "sql/postgres/grammar.h"

#include <string.h>
#include <strings.h>

#include "sql/postgres/tree.h"

/* MERGE has a result since 17, and may stand in WITH, COPY and PREPARE. */
static bool is_merge(const json_t *body, const char *member)
{
    return node_as(field_node(body, member), "MergeStmt") != NULL;
}

static bool restore_merge(json_t *body)
{
    return !field_node(body, "returningList");
}

static bool restore_merge_clause(json_t *body)
{
    if (field_is(body, "matchKind", "MERGE_WHEN_NOT_MATCHED_BY_SOURCE"))
        return false;
    if (field_is(body, "matchKind", "MERGE_WHEN_MATCHED"))
        json_object_set_new(body, "matched", json_true());
    json_object_del(body, "matchKind");
    return true;
}

static bool restore_with(json_t *body)
{
    return !is_merge(body, "ctequery");
}

static bool restore_query(json_t *body)
{
    return !is_merge(body, "query");
}

/* x AT LOCAL, since 17. */
static bool restore_call(json_t *body)
{
    return !field_is(body, "funcformat", "COERCE_SQL_SYNTAX") ||
           !list_is_two(field_node(body, "funcname"), "pg_catalog", "timezone") ||
           json_array_size(field_node(body, "args")) == 2;
}

/* A subquery in FROM needs no alias since 16. */
static bool restore_subselect(json_t *body)
{
    return field_node(body, "alias") != NULL;
}

/* `a text STORAGE external`, since 16. */
static bool restore_column(json_t *body)
{
    return !field_node(body, "storage_name");
}

static bool restore_alter(json_t *body)
{
    if (field_is(body, "subtype", "AT_SetExpression"))
        return false;
    if (field_is(body, "subtype", "AT_SetStatistics"))
        return field_node(body, "def") != NULL;
    if (field_is(body, "subtype", "AT_SetStorage"))
        return !field_is(node_as(field_node(body, "def"), "String"), "sval", "default");
    return !field_is(body, "subtype", "AT_SetAccessMethod") || field_node(body, "name");
}

/* Its number is read from the text: 15's tree has none for -1, and that of 17 none for DEFAULT. */
static bool restore_statistics_target(json_t *body)
{
    json_object_del(body, "stxstattarget");
    return true;
}

static bool restore_statistics(json_t *body)
{
    return field_node(body, "defnames") != NULL;
}

static bool restore_partition(json_t *body)
{
    static const char *const strategies[][2] = {{"PARTITION_STRATEGY_HASH", "hash"},
                                                {"PARTITION_STRATEGY_LIST", "list"},
                                                {"PARTITION_STRATEGY_RANGE", "range"}};
    for (size_t i = 0; i < sizeof(strategies) / sizeof(*strategies); i++)
        for (size_t k = 0; k < 2; k++)
            if (strcasecmp(field_text(body, "strategy"), strategies[i][k]) == 0) {
                json_object_set_new(body, "strategy", json_string(strategies[i][1]));
                return true;
            }
    return false;
}

/* Since 16 membership has options besides WITH ADMIN OPTION. */
static bool restore_membership(json_t *body)
{
    const json_t *options = field_node(body, "opt");
    for (size_t i = 0; i < json_array_size(options); i++)
        if (!field_is(node_as(json_array_get(options, i), "DefElem"), "defname", "admin"))
            return false;
    if (options)
        json_object_set_new(body, "admin_opt", json_true());
    json_object_del(body, "opt");
    return true;
}

/* ALTER DOMAIN ... ADD NOT NULL as a constraint, since 17. */
static bool restore_alter_domain(json_t *body)
{
    return !field_is(node_as(field_node(body, "def"), "Constraint"), "contype", "CONSTR_NOTNULL");
}

/* SET (HASHES), without a value, since 17; RESTRICT = NONE has none either. */
static bool restore_operator(json_t *body)
{
    size_t i;
    json_t *node;
    bool known = true;
    json_array_foreach(field_node(body, "options"), i, node)
    {
        const json_t *option = node_as(node, "DefElem");
        bool estimator = field_is(option, "defname", "restrict") || field_is(option, "defname", "join");
        known = known && (estimator || field_node(option, "arg"));
    }
    return known;
}

/* Where a savepoint's or a statement's name stands, since 17; ALL is a statement without a name. */
static bool forget_place(json_t *body)
{
    json_object_del(body, "isall");
    json_object_del(body, "location");
    return true;
}

/* REINDEX DATABASE needs no name since 16. */
static bool restore_reindex(json_t *body)
{
    return field_node(body, "relation") || field_node(body, "name");
}

static const struct {
    const char *node;
    bool (*restore)(json_t *body);
} nodes[] = {
    {"AlterDomainStmt", restore_alter_domain},
    {"AlterOperatorStmt", restore_operator},
    {"AlterStatsStmt", restore_statistics_target},
    {"AlterTableCmd", restore_alter},
    {"ColumnDef", restore_column},
    {"CommonTableExpr", restore_with},
    {"CopyStmt", restore_query},
    {"CreateStatsStmt", restore_statistics},
    {"DeallocateStmt", forget_place},
    {"FuncCall", restore_call},
    {"GrantRoleStmt", restore_membership},
    {"MergeStmt", restore_merge},
    {"MergeWhenClause", restore_merge_clause},
    {"PrepareStmt", restore_query},
    {"RangeSubselect", restore_subselect},
    {"ReindexStmt", restore_reindex},
    {"TransactionStmt", forget_place},
};

/* Only here does a node stand without its type. */
static bool restore_node(const char *name, json_t *body)
{
    if (strcmp(name, "partspec") == 0)
        return restore_partition(body);
    for (size_t i = 0; i < sizeof(nodes) / sizeof(*nodes); i++)
        if (nodes[i].node[0] == name[0] && strcmp(nodes[i].node, name) == 0)
            return nodes[i].restore(body);
    return true;
}

static void restore_place(const struct grammar_text *text, json_t *body, const char *member)
{
    json_t *place = field_node(body, member);
    if (json_is_integer(place) && json_integer_value(place) < 0)
        json_object_del(body, member); /* nowhere, which 15 does not say */
    else if (json_is_integer(place))
        json_integer_set(place, (json_int_t)grammar_place(text, (size_t)json_integer_value(place)));
}

/* A statement's length is that of the original; the last one has none. */
static void restore_length(const struct grammar_text *text, json_t *body)
{
    json_t *length = field_node(body, "stmt_len");
    size_t start = (size_t)field_number(body, "stmt_location");
    if (!json_is_integer(length) || json_integer_value(length) <= 0)
        return;
    size_t end = grammar_place(text, start + (size_t)json_integer_value(length));
    json_integer_set(length, (json_int_t)(end - grammar_place(text, start)));
}

bool grammar_restore(const struct grammar_text *text, json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(value, i, item)
    {
        if (!grammar_restore(text, item))
            return false;
    }
    if (!json_is_object(value))
        return true;
    restore_length(text, value);
    restore_place(text, value, "location");
    restore_place(text, value, "stmt_location");
    json_object_foreach(value, name, item)
    {
        if (!grammar_restore(text, item) || (json_is_object(item) && !restore_node(name, item)))
            return false;
    }
    return true;
}
