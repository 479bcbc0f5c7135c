#include "kind/postgres/call.h"

#include <string.h>

#include "base/mem.h"

const char *call_name(struct parsing *parsing, const char *function, const char *types)
{
    return mem_printf(parsing->ctx, "%s(%s)", function, types);
}

const char *call_types(struct parsing *parsing, const json_t *parameters)
{
    json_t *types = json_array(), *node;
    size_t i;
    json_array_foreach(parameters, i, node)
    {
        const json_t *parameter = node_body(node);
        if (!field_is(parameter, "mode", "FUNC_PARAM_OUT") && !field_is(parameter, "mode", "FUNC_PARAM_TABLE"))
            json_array_append_new(types, json_pack("{s:O}", "TypeName", field_node(parameter, "argType")));
    }
    const char *text = field_of_types(parsing, types);
    json_decref(types);
    return text;
}

const char *call_of(struct parsing *parsing, const json_t *object)
{
    const json_t *parameters = field_node(object, "objfuncargs");
    const char *types =
        parameters ? call_types(parsing, parameters) : field_of_types(parsing, field_node(object, "objargs"));
    return types ? call_name(parsing, field_of_names(field_node(object, "objname")).name, types) : NULL;
}

/* ALTER FUNCTION f: the only one of that name; NULL: there is none, or more than one. */
static const char *only_call(struct parsing *parsing, const struct kind *kind, const struct name_pair *own)
{
    const char *found = NULL;
    for (struct object *o = parsing_next(parsing, NULL); o; o = parsing_next(parsing, o)) {
        if (o->kind != kind || strcmp(o->schema, own->schema) != 0 ||
            strcmp(object_value(o, CALL_NAME), own->name) != 0)
            continue;
        if (found)
            return NULL;
        found = o->name;
    }
    return found;
}

struct object *find_call(struct parsing *parsing, const struct kind *kind, const json_t *call)
{
    const struct name_pair own = field_of_names(field_node(call, "objname"));
    bool alone = field_flag(call, "args_unspecified");
    const char *name = alone ? only_call(parsing, kind, &own) : call_of(parsing, call);
    return name ? parsing_find(parsing, kind, own.schema, "", name) : NULL;
}

bool identify_call(struct parsing *parsing, const json_t *object, struct object *o)
{
    const json_t *call = node_as(object, "ObjectWithArgs");
    const struct name_pair own = field_of_names(field_node(call, "objname"));
    const char *only = field_flag(call, "args_unspecified") ? only_call(parsing, o->kind, &own) : NULL;
    const char *name = only ? only : call_of(parsing, call);
    o->schema = own.schema;
    o->values[CALL_NAME] = own.name;
    o->name = name ? name : own.name;
    return name != NULL;
}

/* An aggregate of nothing takes (*). */
struct object_name spell_call(void *ctx, const struct object *o)
{
    const char *name = object_value(o, CALL_NAME), *types = o->name + strlen(name);
    bool aggregate = strcmp(grammar_keyword(o), "AGGREGATE") == 0;
    (void)ctx;
    return (struct object_name){o->schema, name, aggregate && strcmp(types, "()") == 0 ? "(*)" : types};
}

void rename_call(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    const char *types = o->name + strlen(object_value(o, CALL_NAME));
    o->values[CALL_NAME] = name ? mem_strdup(parsing->ctx, name) : o->values[CALL_NAME];
    parsing_move(parsing, o, schema ? schema : o->schema,
                 mem_printf(parsing->ctx, "%s%s", object_value(o, CALL_NAME), types));
}
