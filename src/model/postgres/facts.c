#include "model/postgres/facts.h"

#include "kind/postgres/parse.h"

struct fact_target {
    struct reader *r;
    struct item *item;
};

static void add_fact(void *to, const char *name, const char *value)
{
    const struct fact_target *target = to;
    model_add_fact(target->r->draft, target->item, name, value);
}

void set_type_facts(struct reader *r, struct statement *s, struct item *item, const json_t *type)
{
    struct fact_target target = {r, item};
    copy_type_facts(r, item, &(struct item){0});
    find_type_facts(s->ctx, type, add_fact, &target);
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
