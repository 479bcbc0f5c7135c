#include "model/postgres/facts.h"

#include "kind/postgres/parse.h"

static const char *const of_type[] = {"type schema", "type", "type modifier", "type array"};
static const char *const of_default[] = {"default call schema", "default call"};

void set_type_facts(struct reader *r, struct object *column, const json_t *type)
{
    for (size_t i = 0; i < sizeof(of_type) / sizeof(*of_type); i++)
        parsing_drop_facts(column, of_type[i]);
    add_type_facts(&r->parsing, column, type);
}

void set_system_type_facts(struct reader *r, struct object *column, const char *name)
{
    for (size_t i = 0; i < sizeof(of_type) / sizeof(*of_type); i++)
        parsing_drop_facts(column, of_type[i]);
    parsing_add_fact(&r->parsing, column, "type schema", "");
    parsing_add_fact(&r->parsing, column, "type", name);
}

static void add_calls(struct reader *r, struct object *column, json_t *value)
{
    size_t i;
    const char *name;
    json_t *member;
    const json_t *names = field_node(node_as(value, "FuncCall"), "funcname");
    if (names) {
        const char *schema = names_schema(names), *function = names_last(names);
        bool of_system = !schema[0] || strcmp(schema, "pg_catalog") == 0;
        parsing_add_fact(&r->parsing, column, "default call schema", of_system ? "" : schema);
        parsing_add_fact(&r->parsing, column, "default call", function);
    }
    json_array_foreach(value, i, member) add_calls(r, column, member);
    json_object_foreach(value, name, member) add_calls(r, column, member);
}

void set_default_facts(struct reader *r, struct object *column, json_t *expression)
{
    drop_default_facts(column);
    add_calls(r, column, expression);
}

void drop_default_facts(struct object *column)
{
    for (size_t i = 0; i < sizeof(of_default) / sizeof(*of_default); i++)
        parsing_drop_facts(column, of_default[i]);
}

void copy_column_facts(struct reader *r, struct object *column, const struct object *from)
{
    for (size_t i = 0; i < sizeof(of_type) / sizeof(*of_type); i++)
        parsing_copy_facts(&r->parsing, column, from, of_type[i]);
    for (size_t i = 0; i < sizeof(of_default) / sizeof(*of_default); i++)
        parsing_copy_facts(&r->parsing, column, from, of_default[i]);
    parsing_copy_facts(&r->parsing, column, from, "generated");
}
