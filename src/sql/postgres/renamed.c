#include "sql/postgres/renamed.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/column_name.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/relation_constant.h"
#include "sql/postgres/renamed_source.h"

/* ---- names ---- */

/* The text that the new statement has there, or is given. */
static bool is_now(const struct walk *w, json_t *body, const char *member, const char *name)
{
    if (!w->carries)
        return strcmp(field_text(body, member), name) == 0;
    if (!name[0])
        json_object_del(body, member);
    else if (strcmp(field_text(body, member), name) != 0)
        json_object_set_new(body, member, json_string(name));
    return true;
}

/* The same of a String in a list. */
static bool is_now_in(const struct walk *w, const json_t *list, size_t i, const char *name)
{
    json_t *string = node_as(json_array_get(list, i), "String");
    return string && is_now(w, string, "sval", name);
}

static const char *new_schema(const struct walk *w, const char *schema, const char *relation)
{
    for (size_t i = 0; i < w->renamings->n; i++) {
        const struct renaming *r = &w->renamings->items[i];
        if (r->new_schema && strcmp(r->schema, schema) == 0 && strcmp(r->relation, relation) == 0)
            return r->new_schema;
    }
    return schema;
}

static const char *new_relation(const struct walk *w, const char *schema, const char *relation)
{
    for (size_t i = 0; i < w->renamings->n; i++) {
        const struct renaming *r = &w->renamings->items[i];
        if (!r->column && strcmp(r->schema, schema) == 0 && strcmp(r->relation, relation) == 0)
            return r->new_relation;
    }
    return relation;
}

static const char *new_column(const struct walk *w, const char *schema, const char *relation, const char *column)
{
    for (size_t i = 0; i < w->renamings->n; i++) {
        const struct renaming *r = &w->renamings->items[i];
        if (r->column && strcmp(r->schema, schema) == 0 && strcmp(r->relation, relation) == 0 &&
            strcmp(r->column, column) == 0)
            return r->new_column;
    }
    return column;
}

/* Of each source that had such a column, of which SQL allows one; NULL: none has, and *sure is no longer true where
 * one may have. */
static const char *column_in(const struct walk *w, const struct scope *scope, const char *column, bool *sure)
{
    bool may_be = false;
    for (size_t i = 0; i < scope->n; i++) {
        const struct source *s = &scope->sources[i];
        enum column_known has =
            s->relation ? w->renamings->has_column(w->renamings->data, s->schema, s->relation, column) : COLUMN_UNKNOWN;
        if (has == COLUMN_IS_THERE)
            return new_column(w, s->schema, s->relation, column);
        may_be = may_be || has == COLUMN_UNKNOWN;
    }
    *sure = *sure && !may_be;
    return NULL;
}

static const struct source *source_of(const struct walk *w, const char *name, const char *schema)
{
    for (const struct scope *scope = w->scope; scope; scope = scope->outer)
        for (size_t i = 0; i < scope->n; i++)
            if (strcmp(scope->sources[i].name, name) == 0 && (!schema || strcmp(scope->sources[i].schema, schema) == 0))
                return &scope->sources[i];
    return NULL;
}

static const char *new_name(const struct walk *w, const struct source *s)
{
    return s->own_name ? new_relation(w, s->schema, s->relation) : s->name;
}

/* `a`: a column, or the row of what is called so; a name of nothing that is known stays as it is. */
static bool same_alone(const struct walk *w, const char *before, const json_t *after)
{
    bool sure = true;
    const char *found = NULL;
    for (const struct scope *scope = w->scope; scope && !found; scope = scope->outer)
        found = column_in(w, scope, before, &sure);
    const struct source *row = found ? NULL : source_of(w, before, NULL);
    bool whole = w->carries && w->renamings->rows && sure && row && row->relation;
    found = found ? found : row ? new_name(w, row) : before;
    bool same = (sure || strcmp(before, found) == 0) && is_now_in(w, after, 0, found);
    if (same && whole)
        json_array_append_new((json_t *)after, json_pack("{s:{}}", "A_Star"));
    return same;
}

/* `t.a`, `t.*` (no column): the last two of the names. */
static bool same_qualified(const struct walk *w, const char *const before[2], const json_t *after, const char *schema)
{
    size_t n = json_array_size(after);
    const struct source *s = source_of(w, before[0], schema);
    const char *qualifier = s ? new_name(w, s) : before[0], *column = before[1];
    if (s && s->relation && column)
        column = new_column(w, s->schema, s->relation, column);
    return is_now_in(w, after, n - 2, qualifier) && (!column || is_now_in(w, after, n - 1, column));
}

static bool same_reference(const struct walk *w, const json_t *before, const json_t *after)
{
    const json_t *old = field_node(before, "fields"), *new = field_node(after, "fields");
    size_t n = json_array_size(old);
    if (n == 0 || n != json_array_size(new) || n > 3)
        return false;
    bool all = node_as(json_array_get(old, n - 1), "A_Star");
    if (all != (node_as(json_array_get(new, n - 1), "A_Star") != NULL))
        return false;
    if (n == 1)
        return all || same_alone(w, list_text(old, 0), new);
    const char *const one[] = {list_text(old, n - 2), all ? NULL : list_text(old, n - 1)};
    bool same_schema = n < 3 || strcmp(list_text(old, 0), list_text(new, 0)) == 0;
    return same_schema && same_qualified(w, one, new, n < 3 ? NULL : list_text(old, 0));
}

/* A column of what is written to, or of what the statement is about. */
static const char *own_column(const struct walk *w, const char *before)
{
    const char *relation = w->written ? w->written : w->renamings->own_relation;
    const char *schema = w->written ? w->written_schema : w->renamings->own_schema;
    return relation ? new_column(w, schema, relation, before) : before;
}

static bool same_range(const struct walk *w, const json_t *before, json_t *after)
{
    const char *schema = field_text(before, "schemaname"), *relation = field_text(before, "relname");
    const char *name = is_query(w, schema, relation) ? relation : new_relation(w, schema, relation);
    const json_t *alias = field_node(before, "alias"), *other = field_node(after, "alias");
    const char *now = is_query(w, schema, relation) ? schema : new_schema(w, schema, relation);
    return is_now(w, after, "schemaname", now) && is_now(w, after, "relname", name) &&
           field_flag(before, "inh") == field_flag(after, "inh") &&
           (alias ? other && json_equal(alias, other) : !other);
}

/* The row type of a relation is called as that is. */
static bool same_type_name(const struct walk *w, const json_t *before, const json_t *after)
{
    size_t n = json_array_size(before);
    if (json_equal(before, after) && n > 2)
        return true;
    if (n == 0 || n != json_array_size(after) || n > 2)
        return false;
    const char *schema = n == 2 ? list_text(before, 0) : "";
    if (strcmp(new_schema(w, schema, list_text(before, n - 1)), schema) != 0)
        return false;
    return (n == 1 || strcmp(schema, list_text(after, 0)) == 0) &&
           is_now_in(w, after, n - 1, new_relation(w, schema, list_text(before, n - 1)));
}

/* ---- trees ---- */

/* RangeVars have their fields in a node of their own, or at once where the grammar allows nothing else. */
static json_t *range_of(const char *member, json_t *value)
{
    if (node_as(value, "RangeVar"))
        return node_body(value);
    return strcmp(member, "relation") == 0 && json_is_string(json_object_get(value, "relname")) ? value : NULL;
}

static bool same(struct walk *w, const char *member, json_t *before, json_t *after);

/* The members of a body but for one. */
static bool same_members(struct walk *w, json_t *before, json_t *after, const char *but)
{
    const char *member;
    json_t *part;
    json_object_foreach(after, member,
                        part) if (strcmp(member, but) != 0 && !json_object_get(before, member)) return false;
    json_object_foreach(before, member, part)
    {
        json_t *other = json_object_get(after, member);
        if (strcmp(member, but) != 0 && (!other || !same(w, member, part, other)))
            return false;
    }
    return true;
}

static const char *name_of_target(const json_t *target)
{
    const char *name = field_text(target, "name");
    return name[0] ? name : column_name_of(field_node(target, "val"));
}

/* `t` has become `t.*`: as a column it is cast to its type, and named. */
static void cast_whole_row(const struct walk *w, const json_t *before, json_t *after)
{
    const json_t *old = field_node(node_as(field_node(before, "val"), "ColumnRef"), "fields");
    json_t *value = field_node(after, "val");
    const struct source *row = json_array_size(old) == 1 ? source_of(w, list_text(old, 0), NULL) : NULL;
    if (!row || !row->relation || json_array_size(field_node(node_as(value, "ColumnRef"), "fields")) != 2)
        return;
    json_t *names = json_array();
    if (row->schema[0])
        json_array_append_new(names, make_string(row->schema));
    json_array_append_new(names, make_string(row->relation));
    json_t *type = json_pack("{s:o, s:i}", "names", names, "typemod", -1);
    cast_node(value, type);
    if (!field_text(after, "name")[0])
        json_object_set_new(after, "name", json_string(row->name));
}

/* Columns of a query keep their names, whatever their expressions are called now. */
static bool same_target(struct walk *w, json_t *before, json_t *after)
{
    const char *written = w->written;
    w->written = NULL;
    bool values = same_members(w, before, after, "name");
    w->written = written;
    if (w->written)
        return values && is_now(w, after, "name", own_column(w, field_text(before, "name")));
    if (w->carries && w->renamings->rows && values)
        cast_whole_row(w, before, after);
    const char *name = name_of_target(before);
    return values && (strcmp(name, name_of_target(after)) == 0 || (w->carries && is_now(w, after, "name", name)));
}

/* UPDATE OF a, b. */
static bool same_column_names(const struct walk *w, const json_t *before, const json_t *after)
{
    bool equal = json_array_size(before) == json_array_size(after);
    for (size_t i = 0; equal && i < json_array_size(before); i++)
        equal = is_now_in(w, after, i, own_column(w, list_text(before, i)));
    return equal;
}

/* Whether the names of targets there are columns of what the statement writes to. */
static bool are_written(const char *statement, const char *member)
{
    bool set = strcmp(member, "targetList") == 0;
    return strcmp(statement, "UpdateStmt") == 0 ? set
           : strcmp(statement, "InsertStmt") == 0
               ? strcmp(member, "cols") == 0 || strcmp(member, "onConflictClause") == 0
           : strcmp(statement, "OnConflictClause") == 0 ? set
                                                        : false;
}

static bool same_statement(struct walk *w, const char *statement, json_t *before, json_t *after)
{
    const char *member;
    json_t *part;
    const json_t *relation = field_node(before, "relation");
    if (json_object_size(before) != json_object_size(after))
        return false;
    json_object_foreach(before, member, part)
    {
        json_t *other = json_object_get(after, member);
        const char *schema = w->written_schema, *written = w->written;
        w->written = are_written(statement, member) ? field_text(relation, "relname") : NULL;
        w->written_schema = field_text(relation, "schemaname");
        bool equal = other && same(w, member, part, other);
        w->written = written;
        w->written_schema = schema;
        if (!equal)
            return false;
    }
    return true;
}

/* A query, or what writes to a relation, whose sources are seen inside it. */
static bool same_query(struct walk *w, const char *type, json_t *before, json_t *after)
{
    struct scope scope = {.outer = w->scope};
    find_scope(w, &scope, before);
    w->scope = &scope;
    bool writes = strcmp(type, "InsertStmt") == 0 || strcmp(type, "UpdateStmt") == 0;
    bool equal = writes ? same_statement(w, type, before, after) : same_members(w, before, after, "");
    w->scope = scope.outer;
    return equal;
}

static bool same_constant(const struct walk *w, const struct relation_constant *before,
                          const struct relation_constant *after)
{
    return strcmp(new_schema(w, before->schema, before->name), after->schema) == 0 &&
           strcmp(new_relation(w, before->schema, before->name), after->name) == 0;
}

static bool same_body(struct walk *w, const char *type, json_t *before, json_t *after)
{
    struct relation_constant old, new;
    if (relation_constant(w->ctx, type, before, &old) && relation_constant(w->ctx, type, after, &new))
        return same_constant(w, &old, &new);
    static const char *const queries[] = {"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt"};
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++)
        if (strcmp(type, queries[i]) == 0)
            return same_query(w, type, before, after);
    if (strcmp(type, "ColumnRef") == 0)
        return same_reference(w, before, after);
    if (strcmp(type, "ResTarget") == 0)
        return same_target(w, before, after);
    if (strcmp(type, "RangeVar") == 0)
        return same_range(w, before, after);
    /* Whose columns these are is looked at nowhere here. */
    if (strcmp(type, "MergeStmt") == 0 || strcmp(type, "IndexElem") == 0 || strcmp(type, "OnConflictClause") == 0)
        return json_equal(before, after);
    return same_members(w, before, after, "");
}

static bool same(struct walk *w, const char *member, json_t *before, json_t *after)
{
    if (json_is_array(before)) {
        bool equal = json_is_array(after) && json_array_size(before) == json_array_size(after);
        if (strcmp(member, "names") == 0)
            return same_type_name(w, before, after);
        if (strcmp(member, "columns") == 0 && node_as(json_array_get(before, 0), "String"))
            return same_column_names(w, before, after);
        for (size_t i = 0; equal && i < json_array_size(before); i++)
            equal = same(w, "", json_array_get(before, i), json_array_get(after, i));
        return equal;
    }
    if (!json_is_object(before))
        return json_equal(before, after);
    /* The sides of UNION and the like. */
    if (json_object_get(before, "op") && (strcmp(member, "larg") == 0 || strcmp(member, "rarg") == 0))
        return json_is_object(after) && same_query(w, "SelectStmt", before, after);
    if (range_of(member, before))
        return range_of(member, after) && same_range(w, range_of(member, before), range_of(member, after));
    const char *type = node_type(before);
    /* Fields of which there is but one are no node. */
    if (json_is_object(node_body(before)) && json_is_object(node_as(after, type)))
        return same_body(w, type, node_body(before), node_body(after));
    return json_is_object(after) && same_members(w, before, after, "");
}

static bool same_statements(struct walk *w, json_t *old, json_t *new)
{
    struct scope scope = {0};
    const char *schema = w->renamings->own_schema, *own = w->renamings->own_relation;
    if (own) {
        add_source(w, &scope, (struct source){own, schema, own, true});
        add_source(w, &scope, (struct source){"new", schema, own, false});
        add_source(w, &scope, (struct source){"old", schema, own, false});
    }
    w->scope = &scope;
    find_queries(w, old);
    return old && new &&same(w, "", old, new);
}

bool is_same_renamed(const char *before, const char *after, const struct renamings *renamings)
{
    struct walk w = {.renamings = renamings, .ctx = mem_context(NULL)};
    json_t *old = tree_parse(before), *new = tree_parse(after);
    bool equal = same_statements(&w, tree_statement(old), tree_statement(new));
    json_decref(old);
    json_decref(new);
    mem_free(w.ctx);
    return equal;
}

bool tree_rename(json_t *statement, const struct renamings *renamings)
{
    struct walk w = {.renamings = renamings, .ctx = mem_context(NULL), .carries = true};
    json_t *before = json_deep_copy(statement);
    bool known = rename_is_clear(before, renamings) && same_statements(&w, before, statement);
    json_decref(before);
    mem_free(w.ctx);
    return known;
}
