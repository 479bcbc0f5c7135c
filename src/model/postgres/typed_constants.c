/*
 * Strings without a type where only one type can be meant: a server prints that behind them. Of operators and functions
 * of its own, as long as the text makes none of that name.
 */
#include <string.h>

#include "kind/postgres/call.h"
#include "kind/postgres/postgres.h"
#include "model/postgres/as_stored.h"
#include "model/postgres/reader.h"
#include "sql/postgres/normalize.h"

enum { ALL_ARGUMENTS = -1 };

static const struct {
    const char *name;
    int argument; /* from 0, or all */
} functions[] = {
    {"array_to_string", 1},
    {"concat", ALL_ARGUMENTS},
    {"concat_ws", ALL_ARGUMENTS},
    {"current_setting", 0},
    {"date_part", 0},
    {"date_trunc", 0},
    {"decode", ALL_ARGUMENTS},
    {"encode", 1},
    {"json_build_object", ALL_ARGUMENTS},
    {"jsonb_build_object", ALL_ARGUMENTS},
    {"regexp_replace", ALL_ARGUMENTS},
    {"replace", ALL_ARGUMENTS},
    {"split_part", ALL_ARGUMENTS},
    {"string_to_array", ALL_ARGUMENTS},
    {"timezone", 0},
    {"to_char", 1},
    {"to_date", ALL_ARGUMENTS},
    {"to_number", ALL_ARGUMENTS},
};

/* Their right sides. */
static const char *const operators[] = {"->", "->>"};

struct typing {
    struct reader *r;
    bool operators; /* the text makes none */
};

static void type_string(json_t *value)
{
    if (field_node(node_as(value, "A_Const"), "sval"))
        cast_node(value, make_type("text"));
}

static bool is_made(struct reader *r, const char *name)
{
    struct object *o = parsing_next(&r->parsing, NULL);
    for (; o; o = parsing_next(&r->parsing, o))
        if ((o->kind == &postgres_function || o->kind == &postgres_aggregate) &&
            strcmp(object_value(o, CALL_NAME), name) == 0)
            return true;
    return false;
}

static void type_call(const struct typing *t, const json_t *call)
{
    const json_t *names = field_node(call, "funcname");
    const char *schema = names_schema(names), *name = names_last(names);
    size_t i, k;
    json_t *argument;
    for (i = 0; i < sizeof(functions) / sizeof(*functions); i++)
        if (strcmp(functions[i].name, name) == 0)
            break;
    if (i == sizeof(functions) / sizeof(*functions) || (schema[0] && strcmp(schema, "pg_catalog") != 0) ||
        is_made(t->r, name))
        return;
    json_array_foreach(field_node(call, "args"), k, argument)
    {
        if (functions[i].argument == ALL_ARGUMENTS || functions[i].argument == (int)k)
            type_string(argument);
    }
}

/* data ->> 'a' */
static bool is_text(const json_t *value)
{
    const json_t *expression = node_as(value, "A_Expr");
    return field_is(expression, "kind", "AEXPR_OP") && list_is_one(field_node(expression, "name"), "->>");
}

/* Beside a text, in a comparison or in COALESCE. */
static void type_beside(const json_t *values)
{
    bool beside = false;
    size_t i;
    json_t *value;
    json_array_foreach(values, i, value) beside = beside || is_text(value);
    json_array_foreach(values, i, value)
    {
        if (beside)
            type_string(value);
    }
}

static void type_compared(const json_t *expression)
{
    const json_t *name = field_node(expression, "name");
    if (!field_is(expression, "kind", "AEXPR_OP") || (!list_is_one(name, "=") && !list_is_one(name, "<>")))
        return;
    json_t *sides = json_pack("[O, O]", field_node(expression, "lexpr"), field_node(expression, "rexpr"));
    type_beside(sides);
    json_decref(sides);
}

static void type_operand(const struct typing *t, const json_t *expression)
{
    const json_t *name = field_node(expression, "name");
    if (t->operators)
        type_compared(expression);
    for (size_t i = 0; t->operators && i < sizeof(operators) / sizeof(*operators); i++)
        if (field_is(expression, "kind", "AEXPR_OP") && list_is_one(name, operators[i]))
            type_string(field_node(expression, "rexpr"));
}

static void type_all(const struct typing *t, json_t *value)
{
    size_t i;
    const char *member;
    json_t *part;
    if (node_as(value, "FuncCall"))
        type_call(t, node_body(value));
    if (node_as(value, "A_Expr"))
        type_operand(t, node_body(value));
    if (t->operators && node_as(value, "CoalesceExpr"))
        type_beside(field_node(node_body(value), "args"));
    json_array_foreach(value, i, part) type_all(t, part);
    json_object_foreach(value, member, part) type_all(t, part);
}

/* Most texts have none of all that. */
static bool may_have_any(const char *text)
{
    bool may = strstr(text, "->") || strcasestr(text, "time zone");
    for (size_t i = 0; i < sizeof(functions) / sizeof(*functions) && !may; i++)
        may = strcasestr(text, functions[i].name);
    return may;
}

void type_constants(struct reader *r, const struct statement *s, json_t *node)
{
    bool row = node_as(node, "InsertStmt") || node_as(node, "SelectStmt");
    if (row || !strchr(s->text, '\'') || !may_have_any(s->text))
        return;
    struct typing t = {r, !r->own_operators};
    type_all(&t, node);
}
