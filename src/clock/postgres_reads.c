#include "clock/postgres_reads.h"

#include <string.h>

#include "clock/tokens.h"
#include "sql/postgres/tree.h"

const char *last_name(const json_t *names)
{
    return list_text(names, json_array_size(names) - 1);
}

static bool is_suspect(const struct knowledge *k, const char *name)
{
    return k->suspect(k->data, name);
}

/* Of age, which takes a second time, only with one argument. */
static int reads_call(const struct knowledge *k, const json_t *call)
{
    const char *name = last_name(field_node(call, "funcname"));
    if (strcmp(name, "age") == 0)
        return json_array_size(field_node(call, "args")) == 1 ? READS_CLOCK : 0;
    return clock_function(ENGINE_POSTGRES, name) || is_suspect(k, name) ? READS_CLOCK : 0;
}

static bool is_time_type(const json_t *type)
{
    static const char *const types[] = {"date", "time", "timetz", "timestamp", "timestamptz", "abstime"};
    const char *name = last_name(field_node(type, "names"));
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(name, types[i]) == 0)
            return true;
    return false;
}

const char *constant_text(const json_t *node)
{
    return field_text(field_node(node_as(node, "A_Const"), "sval"), "sval");
}

/* The node itself, without what is below it. */
static int reads_node(const struct knowledge *k, const char *type, const json_t *body)
{
    if (strcmp(type, "FuncCall") == 0)
        return reads_call(k, body);
    if (strcmp(type, "SQLValueFunction") == 0)
        return strstr(field_text(body, "op"), "_CURRENT_DATE") || strstr(field_text(body, "op"), "TIME") ? READS_CLOCK
                                                                                                         : 0;
    if (strcmp(type, "TypeCast") == 0)
        return is_time_type(field_node(body, "typeName")) &&
                       clock_literal(ENGINE_POSTGRES, constant_text(field_node(body, "arg")))
                   ? READS_CLOCK
                   : 0;
    if (strcmp(type, "RangeVar") == 0)
        return READS_ROWS | (is_suspect(k, field_text(body, "relname")) ? READS_CLOCK : 0);
    if (strcmp(type, "ColumnRef") == 0)
        return READS_ROWS | (k->volatiles(k->data, last_name(field_node(body, "fields"))) ? READS_VOLATILE : 0);
    return 0;
}

int tree_reads(const struct knowledge *k, const json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    int found = 0;
    json_array_foreach(value, i, item) found |= tree_reads(k, item);
    json_object_foreach((json_t *)value, name, item)
    {
        found |= reads_node(k, name, item);
        found |= tree_reads(k, item);
    }
    return found;
}
