#include "model/postgres/facts.h"

#include <string.h>

static const char *modifier_words(struct statement *s, const json_t *modifier)
{
    const json_t *constant = node_as(modifier, "A_Const");
    if (field_node(constant, "ival"))
        return mem_printf(s->ctx, "%ld", field_number(field_node(constant, "ival"), "ival"));
    return statement_deparse(s, PIECE_EXPRESSION, modifier);
}

void set_type_facts(struct reader *r, struct statement *s, struct item *item, const json_t *type)
{
    const json_t *names = field_node(type, "names");
    bool of_system = json_array_size(names) == 2 && strcmp(list_text(names, 0), "pg_catalog") == 0;
    size_t i;
    json_t *modifier;
    copy_type_facts(r, item, &(struct item){0});
    model_add_fact(r->draft, item, "type schema", of_system ? "" : names_schema(names));
    model_add_fact(r->draft, item, "type", names_last(names));
    json_array_foreach(field_node(type, "typmods"), i, modifier)
        model_add_fact(r->draft, item, "type modifier", modifier_words(s, modifier));
    if (json_array_size(field_node(type, "arrayBounds")) > 0)
        model_add_fact(r->draft, item, "type array", "[]");
}

void set_system_type_facts(struct reader *r, struct item *item, const char *name)
{
    model_add_fact(r->draft, item, "type schema", "");
    model_add_fact(r->draft, item, "type", name);
}

void copy_type_facts(struct reader *r, struct item *item, const struct item *from)
{
    static const char *const names[] = {"type schema", "type", "type modifier", "type array"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        model_copy_facts(r->draft, item, from, names[i]);
}

static void add_calls(struct reader *r, struct item *item, json_t *value)
{
    size_t i;
    const char *name;
    json_t *member;
    const json_t *names = field_node(node_as(value, "FuncCall"), "funcname");
    if (names) {
        const char *schema = names_schema(names), *function = names_last(names);
        bool of_system = !schema[0] || strcmp(schema, "pg_catalog") == 0;
        model_add_fact(r->draft, item, "default call schema", of_system ? "" : schema);
        model_add_fact(r->draft, item, "default call", function);
    }
    json_array_foreach(value, i, member) add_calls(r, item, member);
    json_object_foreach(value, name, member) add_calls(r, item, member);
}

void set_default_facts(struct reader *r, struct item *item, json_t *expression)
{
    drop_default_facts(r, item);
    add_calls(r, item, expression);
}

void drop_default_facts(struct reader *r, struct item *item)
{
    model_drop_facts(r->draft, item, "default call schema");
    model_drop_facts(r->draft, item, "default call");
}

void copy_default_facts(struct reader *r, struct item *item, const struct item *from)
{
    model_copy_facts(r->draft, item, from, "default call schema");
    model_copy_facts(r->draft, item, from, "default call");
}
