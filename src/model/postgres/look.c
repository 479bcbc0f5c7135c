/* Whether a parse tree names what is gone. */
#include <string.h>

#include "kind/postgres/call.h"
#include "kind/postgres/postgres.h"
#include "model/postgres/follow.h"

struct looking {
    struct reader *r;
    const struct gone *gone;
    bool found, unsure;
    bool hidden; /* a query has a name of its own for it */
};

static bool is_schema(const struct looking *l, const char *schema)
{
    return strcmp(schema_of(schema), l->gone->schema) == 0;
}

static bool is_named(const struct looking *l, const json_t *names)
{
    return strcmp(names_last(names), l->gone->name) == 0 && is_schema(l, names_schema(names));
}

/* There is another one of that name, which takes other arguments. */
static bool is_overloaded(const struct looking *l)
{
    struct parsing *parsing = &l->r->parsing;
    for (const struct object *o = parsing_next(parsing, NULL); o; o = parsing_next(parsing, (struct object *)o))
        if ((o->kind == &postgres_function || o->kind == &postgres_aggregate) && is_schema(l, o->schema) &&
            strcmp(object_value(o, CALL_NAME), l->gone->name) == 0)
            return true;
    return false;
}

static void find_call_name(struct looking *l, const json_t *names)
{
    if (l->gone->sort != GONE_FUNCTION || !is_named(l, names))
        return;
    l->unsure = l->unsure || is_overloaded(l);
    l->found = true;
}

/* 's'::regclass, which nextval() takes without the cast, too. Another constant names nothing. */
static void find_constant(struct looking *l, const json_t *value, const char *type)
{
    const char *text = field_text(field_node(node_as(value, "A_Const"), "sval"), "sval");
    bool relation = strcmp(type, "regclass") == 0 && l->gone->sort == GONE_RELATION;
    bool sort = strcmp(type, "regtype") == 0 && l->gone->sort == GONE_TYPE;
    char *own = qualified_name(l->r->work, l->gone->schema, l->gone->name);
    if (strncmp(text, "public.", strlen("public.")) == 0)
        text += strlen("public.");
    if (relation || sort)
        l->found = l->found || strcmp(text, own) == 0;
    else if (strncmp(type, "reg", strlen("reg")) == 0)
        l->unsure = l->unsure || strstr(text, l->gone->name);
    mem_free(own);
}

static void find_in_call(struct looking *l, const json_t *call)
{
    find_call_name(l, field_node(call, "funcname"));
    if (calls_sequence(call))
        find_constant(l, json_array_get(field_node(call, "args"), 0), "regclass");
}

static void find_in(struct looking *l, const json_t *body)
{
    const json_t *names = field_node(body, "names"), *type = field_node(body, "typeName");
    const char *relation = field_text(body, "relname");
    if (l->gone->sort == GONE_RELATION && strcmp(relation, l->gone->name) == 0 &&
        is_schema(l, field_text(body, "schemaname"))) {
        l->found = true;
        l->unsure = l->unsure || (l->hidden && !l->gone->schema[0]);
    }
    /* Each relation has a type of its rows. */
    if (field_node(body, "typemod") && is_named(l, names) && l->gone->sort != GONE_FUNCTION)
        l->found = true;
    if (field_node(body, "funcname"))
        find_in_call(l, body);
    if (type)
        find_constant(l, field_node(body, "arg"), names_last(field_node(type, "names")));
}

static void look_into(struct looking *l, const json_t *value)
{
    size_t i;
    const char *member;
    json_t *item;
    if (json_is_object(value))
        find_in(l, value);
    json_array_foreach(value, i, item) look_into(l, item);
    json_object_foreach((json_t *)value, member, item) look_into(l, item);
}

/* A query in another, or beside it: names of columns may be those of either. */
static size_t count_queries(const json_t *value)
{
    size_t i, n = 0;
    const char *member;
    json_t *item;
    if (node_as(value, "SelectStmt") || node_as(value, "SubLink"))
        n++;
    if (json_is_object(value) && strncmp(field_text(value, "op"), "SETOP_", strlen("SETOP_")) == 0 &&
        !field_is(value, "op", "SETOP_NONE"))
        n++;
    json_array_foreach(value, i, item) n += count_queries(item);
    json_object_foreach((json_t *)value, member, item) n += count_queries(item);
    return n;
}

static bool has_query_named(const json_t *value, const char *name)
{
    size_t i;
    const char *member;
    json_t *item;
    bool found = json_is_object(value) && strcmp(field_text(value, "ctename"), name) == 0;
    json_array_foreach(value, i, item) found = found || has_query_named(item, name);
    json_object_foreach((json_t *)value, member, item) found = found || has_query_named(item, name);
    return found;
}

enum look look_for(struct reader *r, const char *statements, const struct gone *gone)
{
    json_t *tree = tree_parse(statements);
    if (!tree)
        return LOOK_UNSURE;
    struct looking l = {.r = r, .gone = gone, .hidden = has_query_named(tree, gone->name)};
    look_into(&l, tree);
    json_decref(tree);
    return l.unsure ? LOOK_UNSURE : l.found ? LOOK_YES : LOOK_NO;
}

bool look_is_flat(const char *statements)
{
    json_t *tree = tree_parse(statements);
    bool flat = tree && count_queries(tree) <= 1;
    json_decref(tree);
    return flat;
}
