/* What a view's query gives, column by column, and what is left of it without them. */
#include <string.h>

#include "model/postgres/facts.h"
#include "sql/postgres/column_name.h"

static const char *column_name(const json_t *target)
{
    const char *name = field_text(target, "name");
    return name[0] ? name : column_name_of(field_node(target, "val"));
}

static bool is_one_select(const json_t *select)
{
    return field_is(select, "op", "SETOP_NONE") && !field_node(select, "distinctClause") &&
           !field_node(select, "valuesLists");
}

/* Changes nothing of the tree. Where the printer knows something of it not there are no such facts. */
void set_query_facts(struct reader *r, struct statement *s, struct item *item, const json_t *query)
{
    const json_t *select = node_as(query, "SelectStmt");
    static const char *const names[] = {"column", "target", "rest"};
    size_t i;
    json_t *node;
    for (i = 0; i < sizeof(names) / sizeof(*names); i++)
        model_drop_facts(r->draft, item, names[i]);
    json_array_foreach(field_node(select, "targetList"), i, node)
    {
        const json_t *target = node_as(node, "ResTarget");
        const char *text = piece_text(s->ctx, PIECE_EXPRESSION, field_node(target, "val"));
        model_add_fact(r->draft, item, "column", column_name(target));
        model_add_fact(r->draft, item, "target", text ? text : "?");
    }
    json_t *rest = is_one_select(select) ? json_deep_copy(query) : NULL;
    json_object_del(node_body(rest), "targetList");
    const char *text = rest ? piece_text(s->ctx, PIECE_QUERY, rest) : NULL;
    if (text)
        model_add_fact(r->draft, item, "rest", text);
    json_decref(rest);
}

void set_option_facts(struct reader *r, struct item *item, const json_t *options)
{
    size_t i;
    json_t *node;
    model_drop_facts(r->draft, item, "option");
    model_drop_facts(r->draft, item, "option value");
    json_array_foreach(options, i, node)
    {
        const json_t *option = node_body(node), *value = field_node(option, "arg");
        model_add_fact(r->draft, item, "option", field_text(option, "defname"));
        model_add_fact(r->draft, item, "option value", value ? field_text(node_as(value, "String"), "sval") : "true");
    }
}
