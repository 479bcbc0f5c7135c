/* Extensions, and queries of which nothing is left. */
#include <string.h>

#include "model/postgres/search_path.h"
#include "model/postgres/setting.h"

/* plpgsql is there without being asked for. */
bool read_extension(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *name = field_text(body, "extname"), *schema = "";
    size_t i;
    json_t *option;
    if (strcmp(name, "plpgsql") == 0 || model_draft_find(r->draft, &model_extension, "", "", name))
        return true;
    json_array_foreach(field_node(body, "options"), i, option)
    {
        if (field_is(node_body(option), "defname", "schema"))
            schema = schema_of(field_text(node_body(field_node(node_body(option), "arg")), "sval"));
    }
    struct item *item = model_add(r->draft, &model_extension, "", "", name, s->line);
    model_set(r->draft, item, "schema", schema[0] ? schema : NULL);
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE EXTENSION %s%s%s;", quoted_name(s->ctx, name),
                              schema[0] ? " SCHEMA " : "", schema[0] ? quoted_name(s->ctx, schema) : ""));
    return true;
}

/* SELECT 1, as what has to be a statement and do nothing. */
static bool selects_constants(const json_t *body)
{
    size_t i;
    const char *member;
    json_t *value;
    json_object_foreach((json_t *)body, member, value)
    {
        if (!json_is_string(value) && strcmp(member, "targetList") != 0)
            return false;
    }
    json_array_foreach(field_node(body, "targetList"), i, value)
    {
        if (!node_as(field_node(node_as(value, "ResTarget"), "val"), "A_Const"))
            return false;
    }
    return true;
}

/* pg_dump's: SELECT set_config('search_path', '', false). */
bool read_select(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *targets = field_node(node_body(node), "targetList");
    const json_t *call = node_as(field_node(node_as(json_array_get(targets, 0), "ResTarget"), "val"), "FuncCall");
    (void)s;
    if (selects_constants(node_body(node)))
        return true;
    if (json_array_size(targets) != 1 || field_node(node_body(node), "fromClause") ||
        strcmp(names_last(field_node(call, "funcname")), "set_config") != 0)
        return false;
    search_path_call(r, call);
    return setting_call_is_usual(call);
}
