/* Statements of Postgres, by libpg_query's parse tree. */
#include <string.h>

#include "base/mem.h"
#include "clock/postgres_reads.h"
#include "clock/statement.h"
#include "clock/tokens.h"
#include "sql/postgres/form.h"
#include "sql/postgres/tree.h"

struct reader {
    void *ctx;
    const struct knowledge *knowledge;
    struct clock_statement *out;
};

static int reads(const struct reader *r, const json_t *value)
{
    return tree_reads(r->knowledge, value);
}

static bool is_tainted(const struct reader *r, const json_t *value)
{
    return (reads(r, value) & (READS_CLOCK | READS_VOLATILE)) != 0;
}

/* 'now', which a column of a time takes as the time, and a column of text as a word. */
static bool is_bare_literal(const json_t *value)
{
    const char *text = constant_text(value);
    return *text && strspn(text, "nowtdayerm NOWTDAYERM") == strlen(text) && clock_literal(ENGINE_POSTGRES, text);
}

static void put_value(struct reader *r, size_t at, const char *column, const json_t *value)
{
    const char *expression = NULL;
    enum fate fate = FATE_PLAIN;
    int found = reads(r, value);
    if (strcmp(node_type(value), "SetToDefault") == 0)
        fate = FATE_DEFAULT;
    else if (strcmp(node_type(value), "ColumnRef") == 0)
        fate = FATE_COPY;
    else if (found & READS_VOLATILE || (found & READS_CLOCK && found & READS_ROWS))
        fate = FATE_LOST;
    else if (found & READS_CLOCK || is_bare_literal(value)) {
        expression = form_print_node(r->ctx, value);
        fate = expression ? FATE_VOLATILE : FATE_LOST;
    }
    statement_put(r->ctx, r->out, at, column, fate, expression);
}

static bool is_star(const json_t *value)
{
    const json_t *fields = field_node(node_as(value, "ColumnRef"), "fields");
    size_t n = json_array_size(fields);
    return n > 0 && strcmp(node_type(json_array_get(fields, n - 1)), "A_Star") == 0;
}

static const char *column_at(const struct reader *r, const json_t *columns, size_t i)
{
    const json_t *column = node_as(json_array_get(columns, i), "ResTarget");
    return column ? mem_strdup(r->ctx, field_text(column, "name")) : NULL;
}

static void read_values(struct reader *r, const json_t *columns, const json_t *lists)
{
    size_t row, i;
    json_t *list, *value;
    json_array_foreach(lists, row, list)
    {
        json_array_foreach(field_node(node_as(list, "List"), "items"), i, value)
            put_value(r, i, column_at(r, columns, i), value);
    }
}

/* What a query computes, and whether the clock decides on its rows. */
static void read_query(struct reader *r, const json_t *columns, const json_t *select)
{
    size_t i;
    json_t *target;
    json_t *rest = json_copy((json_t *)select);
    json_object_del(rest, "targetList");
    json_object_del(rest, "valuesLists");
    r->out->everywhere = r->out->everywhere || is_tainted(r, rest);
    json_decref(rest);
    read_values(r, columns, field_node(select, "valuesLists"));
    json_array_foreach(field_node(select, "targetList"), i, target)
    {
        const json_t *value = field_node(node_as(target, "ResTarget"), "val");
        if (is_star(value))
            r->out->all_columns = true;
        else if (r->out->all_columns)
            r->out->everywhere = r->out->everywhere || is_tainted(r, value);
        else
            put_value(r, i, column_at(r, columns, i), value);
    }
}

static void read_updates(struct reader *r, const json_t *targets)
{
    size_t i;
    json_t *item;
    json_array_foreach(targets, i, item)
    {
        const json_t *target = node_as(item, "ResTarget");
        const char *column = mem_strdup(r->ctx, field_text(target, "name"));
        const json_t *value = field_node(target, "val");
        if (node_as(value, "MultiAssignRef") && is_tainted(r, value))
            statement_put(r->ctx, r->out, r->out->n_targets, column, FATE_LOST, NULL);
        else
            put_value(r, r->out->n_targets, column, value);
    }
}

static bool was_volatile(const struct clock_statement *s, const char *column)
{
    for (size_t i = 0; i < s->n_targets; i++)
        if (s->targets[i].fate > FATE_COPY && (!s->named || strcmp(s->targets[i].column, column) == 0))
            return true;
    return false;
}

/* DO UPDATE SET: its values may come from what the statement would have inserted. */
static void read_conflict(struct reader *r, const json_t *clause)
{
    size_t i;
    json_t *item;
    r->out->everywhere = r->out->everywhere || is_tainted(r, field_node(clause, "whereClause"));
    json_array_foreach(field_node(clause, "targetList"), i, item)
    {
        const json_t *target = node_as(item, "ResTarget"), *value = field_node(target, "val");
        const json_t *fields = field_node(node_as(value, "ColumnRef"), "fields");
        if (is_tainted(r, value) || (reads(r, value) & READS_ROWS && was_volatile(r->out, last_name(fields))))
            statement_lose(r->ctx, r->out, mem_strdup(r->ctx, field_text(target, "name")));
    }
}

static const char *relation_name(const struct reader *r, const json_t *relation)
{
    return mem_strdup(r->ctx, field_text(relation, "relname"));
}

static void read_insert(struct reader *r, const json_t *body)
{
    const json_t *columns = field_node(body, "cols");
    const json_t *select = node_as(field_node(body, "selectStmt"), "SelectStmt");
    r->out->action = ACTION_INSERT;
    r->out->table = relation_name(r, field_node(body, "relation"));
    r->out->named = columns || !select;
    r->out->everywhere = is_tainted(r, field_node(body, "withClause"));
    read_query(r, columns, select);
    read_conflict(r, field_node(body, "onConflictClause"));
}

static void read_update(struct reader *r, const json_t *body)
{
    r->out->action = ACTION_UPDATE;
    r->out->table = relation_name(r, field_node(body, "relation"));
    r->out->named = true;
    r->out->everywhere = is_tainted(r, field_node(body, "whereClause")) ||
                         is_tainted(r, field_node(body, "fromClause")) || is_tainted(r, field_node(body, "withClause"));
    read_updates(r, field_node(body, "targetList"));
}

static void read_create_as(struct reader *r, const json_t *body)
{
    const json_t *into = field_node(body, "into");
    if (!field_is(body, "objtype", "OBJECT_TABLE")) {
        r->out->action = ACTION_NONE;
        r->out->defined = relation_name(r, field_node(into, "rel"));
        return;
    }
    r->out->action = ACTION_INSERT;
    r->out->table = relation_name(r, field_node(into, "rel"));
    read_query(r, NULL, node_as(field_node(body, "query"), "SelectStmt"));
}

/* ALTER COLUMN ... TYPE ... USING computes the column anew. */
static void read_alter(struct reader *r, const json_t *body)
{
    size_t i;
    json_t *item;
    r->out->action = ACTION_ALTER;
    r->out->is_table = true;
    r->out->table = r->out->defined = relation_name(r, field_node(body, "relation"));
    r->out->named = true;
    json_array_foreach(field_node(body, "cmds"), i, item)
    {
        const json_t *command = node_as(item, "AlterTableCmd");
        if (field_is(command, "subtype", "AT_AlterColumnType") && is_tainted(r, field_node(command, "def")))
            statement_lose(r->ctx, r->out, mem_strdup(r->ctx, field_text(command, "name")));
    }
}

static void read_rename(struct reader *r, const json_t *body)
{
    r->out->action = ACTION_NONE;
    r->out->table = relation_name(r, field_node(body, "relation"));
    if (field_is(body, "renameType", "OBJECT_COLUMN"))
        r->out->renamed = mem_strdup(r->ctx, field_text(body, "subname"));
    else if (!field_is(body, "renameType", "OBJECT_TABLE"))
        return;
    r->out->new_name = mem_strdup(r->ctx, field_text(body, "newname"));
}

static void read_trigger(struct reader *r, const json_t *body)
{
    r->out->action = ACTION_NONE;
    r->out->is_trigger = true;
    r->out->defined = relation_name(r, field_node(body, "relation"));
}

/* Statements that define something, which may compute with the clock whenever it is used. */
static bool read_definition(struct reader *r, const char *type, const json_t *body)
{
    r->out->action = ACTION_NONE;
    if (strcmp(type, "CreateFunctionStmt") == 0)
        r->out->defined = mem_strdup(r->ctx, last_name(field_node(body, "funcname")));
    else if (strcmp(type, "ViewStmt") == 0)
        r->out->defined = relation_name(r, field_node(body, "view"));
    else if (strcmp(type, "CreateDomainStmt") == 0)
        r->out->defined = mem_strdup(r->ctx, last_name(field_node(body, "domainname")));
    else if (strcmp(type, "RuleStmt") == 0 || strcmp(type, "CreateStmt") == 0) {
        r->out->defined = relation_name(r, field_node(body, "relation"));
        r->out->is_table = strcmp(type, "CreateStmt") == 0;
        r->out->is_trigger = !r->out->is_table;
    } else if (strcmp(type, "CreateTrigStmt") == 0)
        read_trigger(r, body);
    else if (strcmp(type, "RenameStmt") == 0)
        read_rename(r, body);
    else
        return strncmp(type, "Create", 6) == 0 || strncmp(type, "Comment", 7) == 0 || strcmp(type, "IndexStmt") == 0 ||
               strncmp(type, "Drop", 4) == 0 || strncmp(type, "VariableSet", 11) == 0;
    return true;
}

/* Bodies of DO and the names that CALL and EXECUTE use are no nodes of the tree. */
static void read_other(struct reader *r, const char *sql, const json_t *statement)
{
    r->out->action = ACTION_OTHER;
    bool opaque = strcmp(node_type(statement), "DoStmt") == 0 || strcmp(node_type(statement), "CallStmt") == 0;
    r->out->everywhere =
        is_tainted(r, statement) || (opaque && (clock_tokens_in(ENGINE_POSTGRES, sql) ||
                                                tokens_any(sql, r->knowledge->suspect, r->knowledge->data) ||
                                                tokens_any(sql, r->knowledge->volatiles, r->knowledge->data)));
}

/* A constant that a type of times reads as the time: 'now', '{today}', '[now,)'. */
static bool has_literal(const json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    if (clock_literal(ENGINE_POSTGRES, constant_text(value)))
        return true;
    json_array_foreach(value, i, item)
    {
        if (has_literal(item))
            return true;
    }
    json_object_foreach((json_t *)value, name, item)
    {
        if (has_literal(item))
            return true;
    }
    return false;
}

/* SELECT may call what executes statements. */
static bool is_opaque(const char *type)
{
    static const char *const types[] = {"", "DoStmt", "CallStmt", "SelectStmt", "ExecuteStmt"};
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(type, types[i]) == 0)
            return true;
    return false;
}

void statement_read_postgres(void *ctx, const char *sql, const struct knowledge *knowledge,
                             struct clock_statement *statement)
{
    struct reader r = {ctx, knowledge, statement};
    json_t *tree = tree_parse(sql);
    json_t *node = tree_statement(tree);
    const char *type = node_type(node);
    const json_t *body = node_body(node);
    if (!node) {
        statement->action = ACTION_OTHER;
        statement->everywhere = true;
    } else if (strcmp(type, "InsertStmt") == 0)
        read_insert(&r, body);
    else if (strcmp(type, "UpdateStmt") == 0)
        read_update(&r, body);
    else if (strcmp(type, "CreateTableAsStmt") == 0)
        read_create_as(&r, body);
    else if (strcmp(type, "AlterTableStmt") == 0)
        read_alter(&r, body);
    else if (!read_definition(&r, type, body))
        read_other(&r, sql, node);
    bool writes = statement->action == ACTION_INSERT || statement->action == ACTION_UPDATE;
    statement->opaque = statement->everywhere && is_opaque(type);
    statement->literal = !writes && has_literal(node);
    json_decref(tree);
}
