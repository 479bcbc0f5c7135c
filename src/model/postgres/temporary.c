#include "model/postgres/temporary.h"

#include <string.h>

#include "model/postgres/search_path.h"

/* An index has the table that it is of; views and what lasts until COMMIT are told apart. */
struct temporary_name {
    const char *name, *on;
    bool view, until_commit;
};

/* ---- what there is ---- */

static struct temporary_name *find_name(const struct reader *r, const char *name)
{
    for (size_t i = 0; i < r->n_temporaries; i++)
        if (strcmp(r->temporaries[i].name, name) == 0)
            return &r->temporaries[i];
    return NULL;
}

bool is_temporary_name(const struct reader *r, const char *schema, const char *name)
{
    return strcmp(schema, TEMPORARY_SCHEMA) == 0 || (!schema[0] && find_name(r, name));
}

static void add_name(struct reader *r, const char *name, struct temporary_name like)
{
    if (!name[0] || find_name(r, name))
        return;
    size_t at = mem_grow(r->work, &r->temporaries, &r->n_temporaries);
    like.name = mem_strdup(r->work, name);
    like.on = like.on ? mem_strdup(r->work, like.on) : "";
    r->temporaries[at] = like;
}

/* With its indexes; views on it go along where all of them may. */
static void forget_name(struct reader *r, const char *name, bool views)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->n_temporaries; i++) {
        const struct temporary_name *t = &r->temporaries[i];
        if (strcmp(t->name, name) != 0 && strcmp(t->on, name) != 0 && !(views && t->view))
            r->temporaries[kept++] = *t;
    }
    r->n_temporaries = kept;
}

static void rename_name(struct reader *r, const char *old, const char *name)
{
    for (size_t i = 0; i < r->n_temporaries; i++) {
        struct temporary_name *t = &r->temporaries[i];
        if (strcmp(t->on, old) == 0)
            t->on = mem_strdup(r->work, name);
        if (strcmp(t->name, old) == 0)
            t->name = mem_strdup(r->work, name);
    }
}

void temporary_end(struct reader *r, bool all)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->n_temporaries; i++)
        if (!all && !r->temporaries[i].until_commit)
            r->temporaries[kept++] = r->temporaries[i];
    r->n_temporaries = kept;
}

/* ---- names in trees ---- */

static bool is_temporary_range(const struct reader *r, const json_t *range)
{
    return is_temporary_name(r, field_text(range, "schemaname"), field_text(range, "relname"));
}

/* Of a list of Strings whose last `own` are a name, and what hangs on that. */
static bool is_temporary_list(const struct reader *r, const json_t *names, size_t own, bool relation)
{
    size_t n = json_array_size(names);
    if (n < own || own == 0)
        return false;
    const char *schema = n > own ? list_text(names, n - own - 1) : "";
    return strcmp(schema, TEMPORARY_SCHEMA) == 0 ||
           (relation && is_temporary_name(r, schema, list_text(names, n - own)));
}

/* Whether a tree names something temporary, but for one part of it; *hidden: or a query, as the names are the same. */
static bool names_temporary(const struct reader *r, const json_t *value, const json_t *except, bool *hidden)
{
    size_t i;
    const char *member;
    json_t *item;
    bool found = json_is_array(value) && json_array_size(value) > 1 && is_temporary_list(r, value, 1, false);
    if (value == except)
        return false;
    if (json_is_object(value) && is_temporary_range(r, value) && field_text(value, "relname")[0]) {
        *hidden = *hidden || names_query(r->temporary_tree, field_text(value, "relname"));
        found = true;
    }
    json_array_foreach(value, i, item) found = names_temporary(r, item, except, hidden) || found;
    json_object_foreach((json_t *)value, member, item) found = names_temporary(r, item, except, hidden) || found;
    return found;
}

/* WITH gone AS (DELETE FROM rooms RETURNING id) ... */
static bool writes_elsewhere(const struct reader *r, const json_t *value)
{
    static const char *const writers[] = {"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"};
    size_t i;
    const char *member;
    json_t *item;
    bool found = false;
    for (i = 0; i < sizeof(writers) / sizeof(*writers); i++) {
        const json_t *body = node_as(value, writers[i]);
        found = found || (body && !is_temporary_range(r, field_node(body, "relation")));
    }
    json_array_foreach(value, i, item) found = found || writes_elsewhere(r, item);
    json_object_foreach((json_t *)value, member, item) found = found || writes_elsewhere(r, item);
    return found;
}

/* ---- what is made ---- */

static bool lasts_until_commit(const json_t *body)
{
    const json_t *into = field_node(body, "into") ? field_node(body, "into") : field_node(body, "intoClause");
    return field_is(body, "oncommit", "ONCOMMIT_DROP") || field_is(into, "onCommit", "ONCOMMIT_DROP");
}

/* A view on what is temporary is that, too. */
static enum temporary read_made(struct reader *r, const json_t *node, const json_t *made)
{
    bool own = field_is(made, "relpersistence", "t") || field_is(made, "schemaname", TEMPORARY_SCHEMA) ||
               (search_path_is_temporary(r) && !field_text(made, "schemaname")[0]);
    bool view = node_as(node, "ViewStmt") != NULL, hidden = false;
    bool reads = names_temporary(r, node, made, &hidden);
    if (!own && !reads)
        return TEMPORARY_NOTHING;
    if (writes_elsewhere(r, node) || (!own && (!view || hidden)))
        return TEMPORARY_UNKNOWN;
    add_name(r, field_text(made, "relname"),
             (struct temporary_name){.view = view, .until_commit = lasts_until_commit(node_body(node))});
    return TEMPORARY_ALL;
}

/* ---- what is spoken of ---- */

/* How many names at the end of a list are of the relation and of what hangs on it; 0: it is about no relation. */
static size_t own_names(const char *type)
{
    static const char *const relations[] = {"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE",
                                            "OBJECT_FOREIGN_TABLE"};
    for (size_t i = 0; i < sizeof(relations) / sizeof(*relations); i++)
        if (strcmp(type, relations[i]) == 0)
            return 1;
    return type_is_member(type) ? 2 : 0;
}

static bool is_temporary_object(const struct reader *r, const char *type, const json_t *object)
{
    const json_t *call = node_as(object, "ObjectWithArgs"), *of_type = node_as(object, "TypeName"),
                 *range = node_as(object, "RangeVar");
    size_t own = own_names(type);
    if (range)
        return is_temporary_range(r, range);
    if (call || of_type)
        return is_temporary_list(r, field_node(call ? call : of_type, call ? "objname" : "names"), 1, false);
    return is_temporary_list(r, field_node(node_as(object, "List"), "items"), own > 0 ? own : 1, own > 0);
}

/* DROP, GRANT and TRUNCATE name several: those that are temporary are taken out. */
static enum temporary read_list(struct reader *r, const json_t *node, json_t *objects, const char *type)
{
    bool drop = node_as(node, "DropStmt") != NULL;
    bool cascades = drop && field_is(node_body(node), "behavior", "DROP_CASCADE");
    size_t before = json_array_size(objects);
    for (size_t i = 0; i < json_array_size(objects);) {
        const json_t *object = json_array_get(objects, i), *names = field_node(node_as(object, "List"), "items");
        if (!is_temporary_object(r, type, object)) {
            i++;
            continue;
        }
        if (drop && own_names(type) == 1)
            forget_name(r, names_last(names), cascades);
        json_array_remove(objects, i);
    }
    return before > 0 && json_array_size(objects) == 0 ? TEMPORARY_ALL : TEMPORARY_NOTHING;
}

/* The relation in the fields of a statement; NULL: it has none there. */
static const json_t *range_in(const json_t *body)
{
    static const char *const members[] = {"relation", "sequence", "table"};
    const json_t *range = NULL;
    for (size_t i = 0; i < sizeof(members) / sizeof(*members) && !range; i++)
        range = field_node(body, members[i]);
    if (!range)
        range = json_array_get(field_node(body, "relations"), 0);
    return node_as(range, "RangeVar") ? node_body(range) : range;
}

/* What is made in the session's schema, but relations. */
static bool makes_in_session(const struct reader *r, const json_t *body)
{
    static const char *const members[] = {"funcname", "typeName", "domainname", "defnames"};
    const json_t *composite = field_node(body, "typevar");
    bool bare = composite && search_path_is_temporary(r) && !field_text(composite, "schemaname")[0];
    bool found = bare || field_is(composite, "schemaname", TEMPORARY_SCHEMA);
    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
        const json_t *names = field_node(body, members[i]);
        bare = search_path_is_temporary(r) && json_is_array(names) && json_array_size(names) == 1;
        found = found || bare || is_temporary_list(r, names, 1, false);
    }
    return found;
}

/* An index of a temporary table is as temporary, and so is what has another name now. */
static void follow_names(struct reader *r, const json_t *node, const json_t *range)
{
    const json_t *index = node_as(node, "IndexStmt"), *renamed = node_as(node, "RenameStmt");
    const char *name = field_text(range, "relname");
    if (index)
        add_name(r, field_text(index, "idxname"), (struct temporary_name){.on = name});
    if (renamed && own_names(field_text(renamed, "renameType")) == 1)
        rename_name(r, name, field_text(renamed, "newname"));
}

static bool is_spoken_of(struct reader *r, const json_t *node)
{
    static const char *const types[] = {"objtype", "renameType", "objectType"};
    const json_t *body = node_body(node), *range = range_in(body);
    if (json_is_object(range) && field_text(range, "relname")[0] && is_temporary_range(r, range)) {
        follow_names(r, node, range);
        return true;
    }
    const char *type = "";
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        type = field_text(body, types[i])[0] ? field_text(body, types[i]) : type;
    return is_temporary_object(r, type, field_node(body, "object")) || makes_in_session(r, body) ||
           is_temporary_object(r, "", field_node(body, "func"));
}

/* What leaves nothing, whatever it is about. */
static bool is_about_no_schema(const json_t *node)
{
    static const char *const types[] = {"ClusterStmt", "ConstraintsSetStmt", "LockStmt",
                                        "ReindexStmt", "VacuumStmt",         "VariableSetStmt"};
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (node_as(node, types[i]))
            return true;
    return false;
}

enum temporary read_temporary(struct reader *r, const json_t *node)
{
    const json_t *body = node_body(node), *made = relation_made_by(node);
    bool hidden = false;
    r->temporary_tree = node;
    if (is_about_no_schema(node))
        return TEMPORARY_NOTHING;
    if (made)
        return read_made(r, node, made);
    json_t *objects = node_as(node, "TruncateStmt") ? field_node(body, "relations") : field_node(body, "objects");
    const char *type = field_text(body, "removeType");
    if (objects && read_list(r, node, objects, type[0] ? type : field_text(body, "objtype")) == TEMPORARY_ALL)
        return TEMPORARY_ALL;
    if (is_spoken_of(r, node))
        return writes_elsewhere(r, node) ? TEMPORARY_UNKNOWN : TEMPORARY_ALL;
    return names_temporary(r, node, NULL, &hidden) ? TEMPORARY_UNKNOWN : TEMPORARY_NOTHING;
}
