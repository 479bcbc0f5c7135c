/* Names without the default schema: see tree_forget_public in normalize.h. */
#include <string.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

static const char public[] = "public";

bool member_holds_name(const char *member)
{
    static const char *const members[] = {"funcname", "names",      "name",     "collname",    "opclass", "collation",
                                          "defnames", "domainname", "typeName", "opclassname", "objname", "func_name",
                                          "trigname", "cfgname",    "dictname", "useOp"};
    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        if (strcmp(members[i], member) == 0)
            return true;
    return false;
}

static void forget_first(json_t *list, size_t least)
{
    if (json_array_size(list) >= least && strcmp(list_text(list, 0), public) == 0)
        json_array_remove(list, 0);
}

/* 'public.x'::regclass */
static void forget_in_literal(const json_t *cast)
{
    json_t *constant = field_node(node_as(field_node(cast, "arg"), "A_Const"), "sval");
    const json_t *names = field_node(field_node(cast, "typeName"), "names");
    const char *type = list_text(names, json_array_size(names) - 1), *text = field_text(constant, "sval");
    if (constant && strncmp(type, "reg", strlen("reg")) == 0 && strncmp(text, "public.", strlen("public.")) == 0) {
        json_t *rest = json_string(text + strlen("public."));
        json_object_set_new(constant, "sval", rest);
    }
}

/* EXCLUDE USING gist (a WITH OPERATOR(public.=)): of each element the operator's name stands behind it. */
static void forget_in_exclusions(const json_t *elements)
{
    size_t i;
    json_t *element;
    json_array_foreach(elements, i, element) forget_first(
        field_node(node_as(json_array_get(field_node(node_as(element, "List"), "items"), 1), "List"), "items"), 2);
}

bool relation_can_be_short(const char *name)
{
    return name[0] && strncmp(name, "pg_", strlen("pg_")) != 0;
}

static void forget_member(json_t *body, const char *member, json_t *value)
{
    if (json_is_array(value) && member_holds_name(member))
        forget_first(value, 2);
    else if (strcmp(member, "exclusions") == 0)
        forget_in_exclusions(value);
    else if (strcmp(member, "ColumnRef") == 0)
        forget_first(field_node(value, "fields"), 3);
    else if (strcmp(member, "TypeCast") == 0)
        forget_in_literal(value);
    else if (strcmp(member, "schemaname") == 0 && field_is(body, member, public) &&
             relation_can_be_short(field_text(body, "relname")))
        json_object_set_new(body, member, json_string(""));
}

/* A relation without a schema has no such member: what was emptied goes. */
static void drop_empty(json_t *body)
{
    if (field_node(body, "relname") && field_is(body, "schemaname", ""))
        json_object_del(body, "schemaname");
}

void tree_forget_public(json_t *tree)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(tree, i, item) tree_forget_public(item);
    if (!json_is_object(tree))
        return;
    json_object_foreach(tree, name, item)
    {
        tree_forget_public(item);
        forget_member(tree, name, item); /* may free it */
    }
    drop_empty(tree);
}
