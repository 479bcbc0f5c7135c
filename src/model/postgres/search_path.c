#include "model/postgres/search_path.h"

#include <string.h>

#include "model/postgres/described.h"
#include "model/postgres/temporary.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/setting.h"

/* ---- what is set ---- */

/* Schemas that a text does not make, or in which it makes nothing. */
static bool counts(const char *schema)
{
    static const char *const others[] = {"$user", "pg_catalog", TEMPORARY_SCHEMA, ""};
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (strcmp(others[i], schema) == 0)
            return false;
    return true;
}

static void add_schema(struct reader *r, struct search_path *path, const char *schema)
{
    path->is_temporary = path->is_temporary || (path->n == 0 && strcmp(schema, TEMPORARY_SCHEMA) == 0);
    if (!counts(schema))
        return;
    size_t at = mem_grow(r->work, &path->schemas, &path->n);
    path->schemas[at] = mem_strdup(r->work, schema);
}

static void set_path(struct reader *r, struct search_path path, bool local)
{
    struct search_path *to = local ? &r->local_path : &r->session_path;
    path.is_set = true;
    *to = path;
}

void search_path_set(struct reader *r, const json_t *body)
{
    struct search_path path = {0};
    size_t i;
    json_t *argument;
    if (field_is(body, "kind", "VAR_RESET_ALL"))
        search_path_end(r, true);
    if (!field_is(body, "name", "search_path"))
        return;
    json_array_foreach(field_node(body, "args"), i, argument)
        add_schema(r, &path, field_text(field_node(node_as(argument, "A_Const"), "sval"), "sval"));
    if (field_is(body, "kind", "VAR_SET_VALUE"))
        set_path(r, path, field_flag(body, "is_local"));
    else
        search_path_end(r, true);
}

static const char *literal_of(const json_t *arguments, size_t at)
{
    return field_text(field_node(node_as(json_array_get(arguments, at), "A_Const"), "sval"), "sval");
}

void search_path_call(struct reader *r, const json_t *call)
{
    struct search_path path = {0};
    const json_t *arguments = field_node(call, "args");
    const json_t *local = field_node(node_as(json_array_get(arguments, 2), "A_Const"), "boolval");
    if (strcmp(literal_of(arguments, 0), "search_path") != 0 || (field_flag(local, "boolval") && !r->in_block))
        return;
    const char *const *names = setting_names(r->work, literal_of(arguments, 1));
    for (; names && *names; names++)
        add_schema(r, &path, *names);
    set_path(r, path, field_flag(local, "boolval"));
}

void search_path_end(struct reader *r, bool all)
{
    r->local_path = (struct search_path){0};
    if (all)
        r->session_path = (struct search_path){0};
}

static const struct search_path *path_of(const struct reader *r)
{
    return r->local_path.is_set ? &r->local_path : &r->session_path;
}

bool search_path_is_temporary(const struct reader *r)
{
    return path_of(r)->is_temporary;
}

bool search_path_is_usual(const struct reader *r)
{
    const struct search_path *path = path_of(r);
    if (path->is_temporary)
        return false;
    for (size_t i = 0; i < path->n; i++)
        if (schema_of(path->schemas[i])[0])
            return false;
    return true;
}

/* ---- what is found ---- */

struct naming {
    struct reader *r;
    const struct search_path *path;
    const char *home;  /* the schema in which something is made */
    const char **made; /* what the statement makes there */
    size_t n_made;
    const json_t *queries; /* of the statement, whose names of queries hide relations */
};

static bool is_schema(struct reader *r, const char *schema)
{
    return !schema_of(schema)[0] || model_draft_find(r->draft, &model_schema, schema, "", schema);
}

/* The first that there is; where the text makes none of them, the first: it is made elsewhere. */
static const char *home_of(struct reader *r, const struct search_path *path)
{
    for (size_t i = 0; i < path->n; i++)
        if (is_schema(r, path->schemas[i]))
            return path->schemas[i];
    return path->n ? path->schemas[0] : "public";
}

static bool is_made(const struct naming *n, const char *schema, const char *name)
{
    size_t i = 0;
    while (i < n->n_made && strcmp(n->made[i], name) != 0)
        i++;
    return i < n->n_made && strcmp(schema, n->home) == 0;
}

/* The schema of the path in which something is called so; NULL: nothing is, or that is `public`. */
static const char *schema_with(const struct naming *n, const char *name)
{
    for (size_t i = 0; i < n->path->n; i++) {
        const char *schema = n->path->schemas[i];
        if (is_made(n, schema, name) || parsing_has_name(&n->r->parsing, object_schema(schema_of(schema)), name))
            return schema_of(schema)[0] ? schema : NULL;
    }
    return NULL;
}

const char *search_path_of_relation(struct reader *r, const char *name)
{
    const struct naming n = {.r = r, .path = path_of(r), .home = ""};
    const char *found = search_path_is_usual(r) ? NULL : schema_with(&n, name);
    return found ? schema_of(found) : "";
}

/* ---- the names of a tree ---- */

static void put_schema(json_t *names, size_t at, const char *schema)
{
    json_array_insert_new(names, at, json_pack("{s:{s:s}}", "String", "sval", schema));
}

/* A list of Strings, of which the one at `at` is found in the path. */
static void name_in_list(const struct naming *n, json_t *names, size_t at)
{
    const char *name = list_text(names, at), *schema = name[0] ? schema_with(n, name) : NULL;
    if (schema)
        put_schema(names, at, schema);
}

static void name_relation(const struct naming *n, json_t *range)
{
    const char *name = field_text(range, "relname");
    if (!name[0] || field_text(range, "schemaname")[0] || names_query(n->queries, name))
        return;
    const char *schema = schema_with(n, name);
    if (schema)
        json_object_set_new(range, "schemaname", json_string(schema));
}

/* 'rooms_id_seq', 'rooms'::regclass: a name in a literal, unless it has a schema. */
static void name_in_literal(const struct naming *n, const json_t *constant)
{
    json_t *value = field_node(node_as(constant, "A_Const"), "sval");
    const char *const *names = value ? setting_names(n->r->work, field_text(value, "sval")) : NULL;
    const char *schema = names && names[0] && !names[1] ? schema_with(n, names[0]) : NULL;
    if (schema)
        json_object_set_new(value, "sval", json_string(qualified_name(n->r->work, schema, names[0])));
}

static void name_in_cast(const struct naming *n, const json_t *cast)
{
    const char *type = names_last(field_node(field_node(cast, "typeName"), "names"));
    if (strncmp(type, "reg", strlen("reg")) == 0)
        name_in_literal(n, field_node(cast, "arg"));
}

/* OWNED BY rooms.id */
static void name_owner(const struct naming *n, const json_t *option)
{
    json_t *names = field_node(node_as(field_node(option, "arg"), "List"), "items");
    if (field_is(option, "defname", "owned_by") && json_array_size(names) == 2)
        name_in_list(n, names, 0);
}

/* The sequence of a table's column, whose names are texts. */
static bool finds_sequence(const json_t *call)
{
    return strcmp(names_last(field_node(call, "funcname")), "pg_get_serial_sequence") == 0;
}

static void name_all(const struct naming *n, json_t *value)
{
    size_t i;
    const char *member;
    json_t *item;
    json_array_foreach(value, i, item) name_all(n, item);
    if (!json_is_object(value))
        return;
    name_relation(n, value);
    json_object_foreach(value, member, item)
    {
        if (json_is_array(item) && json_array_size(item) == 1 && member_holds_name(member))
            name_in_list(n, item, 0);
        else if (strcmp(member, "TypeCast") == 0)
            name_in_cast(n, item);
        else if (strcmp(member, "FuncCall") == 0 && (calls_sequence(item) || finds_sequence(item)))
            name_in_literal(n, json_array_get(field_node(item, "args"), 0));
        else if (strcmp(member, "DefElem") == 0)
            name_owner(n, item);
        name_all(n, item);
    }
}

/* ---- what a statement is about, and makes ---- */

/* Names of what hangs on a relation begin with that; of operator classes the method stands first. */
static void name_object(const struct naming *n, const char *type, const json_t *object)
{
    json_t *names = field_node(node_as(object, "List"), "items");
    bool behind_method = strcmp(type, "OBJECT_OPCLASS") == 0 || strcmp(type, "OBJECT_OPFAMILY") == 0;
    size_t own = behind_method || type_is_member(type) ? 2 : 1;
    if (json_array_size(names) == own && node_as(json_array_get(names, 0), "String"))
        name_in_list(n, names, behind_method ? 1 : 0);
}

static void name_objects(const struct naming *n, const json_t *body)
{
    static const char *const types[] = {"objtype", "removeType", "renameType", "objectType"};
    const char *type = "";
    size_t i;
    json_t *object;
    for (i = 0; i < sizeof(types) / sizeof(*types); i++)
        type = field_text(body, types[i])[0] ? field_text(body, types[i]) : type;
    name_object(n, type, field_node(body, "object"));
    json_array_foreach(field_node(body, "objects"), i, object) name_object(n, type, object);
}

/* The names of what is no relation and is made: a list, or a RangeVar's fields. */
static const char *const makers[][2] = {
    {"CreateConversionStmt", "conversion_name"},
    {"CreateDomainStmt", "domainname"},
    {"CreateEnumStmt", "typeName"},
    {"CreateFunctionStmt", "funcname"},
    {"CreateOpClassStmt", "opclassname"},
    {"CreateOpFamilyStmt", "opfamilyname"},
    {"CreateRangeStmt", "typeName"},
    {"CreateStatsStmt", "defnames"},
    {"CompositeTypeStmt", "typevar"},
    {"DefineStmt", "defnames"},
};

static json_t *made_by(const json_t *node)
{
    for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
        if (node_as(node, makers[i][0]))
            return field_node(node_body(node), makers[i][1]);
    return relation_made_by(node);
}

static void note_made(struct naming *n, const char *name)
{
    size_t at = mem_grow(n->r->work, &n->made, &n->n_made);
    n->made[at] = mem_strdup(n->r->work, name);
}

static void name_made(struct naming *n, json_t *made)
{
    bool list = json_is_array(made), bare = list ? json_array_size(made) == 1 : !field_text(made, "schemaname")[0];
    if (!made || !bare || field_is(made, "relpersistence", "t"))
        return;
    note_made(n, list ? list_text(made, 0) : field_text(made, "relname"));
    if (!schema_of(n->home)[0])
        return;
    if (list)
        put_schema(made, 0, n->home);
    else
        json_object_set_new(made, "schemaname", json_string(n->home));
}

static void name_references(struct naming *n, json_t *node)
{
    n->queries = node;
    name_objects(n, node_body(node));
    name_all(n, node);
}

/* CREATE SCHEMA app CREATE TABLE t (...): the new schema is searched first, by each for what all of them make. */
static void apply_to_elements(struct reader *r, const json_t *body)
{
    const char *schema = schema_created(body);
    const struct search_path *behind = path_of(r);
    struct search_path path = {.is_set = true};
    size_t i;
    json_t *element;
    add_schema(r, &path, schema);
    for (i = 0; i < behind->n; i++)
        add_schema(r, &path, behind->schemas[i]);
    struct naming n = {.r = r, .path = &path, .home = schema};
    json_array_foreach(field_node(body, "schemaElts"), i, element) name_made(&n, made_by(element));
    json_array_foreach(field_node(body, "schemaElts"), i, element) name_references(&n, element);
}

void search_path_apply(struct reader *r, json_t *tree)
{
    struct naming n = {.r = r, .path = path_of(r), .home = home_of(r, path_of(r))};
    json_t *node = tree_statement(tree);
    const json_t *schema = node_as(node, "CreateSchemaStmt");
    if (schema)
        apply_to_elements(r, schema);
    if (schema || search_path_is_usual(r))
        return;
    name_made(&n, made_by(node));
    name_references(&n, node);
}
