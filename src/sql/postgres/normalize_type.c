/* Types of the server under the names that it prints, however they are written: int4, pg_catalog.int4, integer. */
#include <string.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

/* integer[3][3] is stored as integer[]. */
static void forget_dimensions(json_t *type)
{
    if (json_array_size(field_node(type, "arrayBounds")) > 0)
        json_object_set_new(type, "arrayBounds", json_pack("[{s:{s:i}}]", "Integer", "ival", -1));
}

/* numeric(5) is numeric(5,0). */
static void say_scale(json_t *type)
{
    const json_t *names = field_node(type, "names");
    json_t *modifiers = field_node(type, "typmods");
    bool numeric = strcmp(list_text(names, json_array_size(names) - 1), "numeric") == 0;
    if (numeric && json_array_size(modifiers) == 1)
        json_array_append_new(modifiers, json_pack("{s:{s:{s:i}}}", "A_Const", "ival", "ival", 0));
}

/*
 * A bare name is looked up in pg_catalog first, so it is the server's type
 * where the server has one of that name; archive.int4 is somebody's own.
 */
void normalize_type(json_t *body)
{
    json_t *names = field_node(body, "names");
    size_t n = json_array_size(names);
    bool known = n == 2 && strcmp(list_text(names, 0), "pg_catalog") == 0;
    if (!field_node(body, "typemod") || field_flag(body, "pct_type") || (n != 1 && !known))
        return;
    forget_dimensions(body);
    say_scale(body);
    bool spoken = type_is_spoken(list_text(names, n - 1), json_array_size(field_node(body, "typmods")) > 0);
    if (spoken && n == 1)
        json_array_insert_new(names, 0, make_string("pg_catalog"));
    else if (!spoken && n == 2)
        json_array_remove(names, 0);
}

/* char and bit without a length have the length 1 to the parser; bpchar, which is the same, has none. */
static json_t *usual_modifiers(const json_t *type)
{
    const json_t *names = field_node(type, "names");
    const char *name = list_text(names, json_array_size(names) - 1);
    bool servers = json_array_size(names) == 1 || strcmp(list_text(names, 0), "pg_catalog") == 0;
    if (!servers || (strcmp(name, "bpchar") != 0 && strcmp(name, "bit") != 0))
        return NULL;
    return json_pack("[{s:{s:{s:i}}}]", "A_Const", "ival", "ival", 1);
}

static void forget_modifiers(json_t *type)
{
    json_t *usual = usual_modifiers(type);
    if (usual)
        json_object_set_new(type, "typmods", usual);
    else
        json_object_del(type, "typmods");
}

void normalize_call_types(json_t *body)
{
    static const char *const members[] = {"argType", "returnType"};
    size_t i;
    json_t *item;
    for (i = 0; i < sizeof(members) / sizeof(*members); i++)
        if (json_is_object(field_node(body, members[i])))
            forget_modifiers(field_node(body, members[i]));
    json_array_foreach(field_node(body, "objargs"), i, item)
    {
        if (node_as(item, "TypeName"))
            forget_modifiers(node_as(item, "TypeName"));
    }
}
