/*
 * A table, a view or a column that is called otherwise: what a server keeps as a tree and prints anew says the new
 * name. Of queries of views and conditions of policies and triggers that is what is done here.
 */
#include <string.h>

#include "kind/postgres/firing.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/view_query.h"
#include "model/postgres/described.h"
#include "model/postgres/rename_uses.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/renamed.h"

/* Whether it hangs on what is renamed, as that is called now. */
static bool is_own(const struct object *o, const struct renaming *renaming)
{
    const char *schema = renaming->new_schema ? renaming->new_schema : renaming->schema;
    return strcmp(schema_of(o->schema), schema) == 0 && strcmp(o->relation, renaming->new_relation) == 0;
}

static bool is_view(const struct object *o)
{
    return o->kind == &postgres_view || o->kind == &postgres_materialized_view;
}

bool follows_renaming(const struct kind *kind)
{
    return kind == &postgres_view || kind == &postgres_materialized_view || kind == &postgres_policy ||
           kind == &postgres_trigger;
}

struct renamed_relation {
    struct reader *r;
    const struct renaming *renaming;
};

static enum column_known view_has_column(struct reader *r, const char *schema, const char *name, const char *column)
{
    const struct object *view = described_relation(r, schema, name);
    const struct parsed_fact *fact;
    enum column_known known = COLUMN_UNKNOWN;
    for (size_t i = 0; view && is_view(view) && (fact = parsing_fact(view, i)); i++)
        if (strcmp(fact->name, "column") == 0)
            known =
                known == COLUMN_IS_THERE || strcmp(fact->value, column) == 0 ? COLUMN_IS_THERE : COLUMN_IS_NOT_THERE;
    return known;
}

static enum column_known has_column(const void *data, const char *schema, const char *relation, const char *column)
{
    struct reader *r = (struct reader *)data;
    struct relation *found = relation_find(r, schema, relation);
    if (!found)
        return view_has_column(r, schema, relation, column);
    return column_find(found, column) ? COLUMN_IS_THERE : COLUMN_IS_NOT_THERE;
}

/* What is renamed has its new name by now. */
static enum column_known had_column(const void *data, const char *schema, const char *relation, const char *column)
{
    const struct renamed_relation *now = data;
    const struct renaming *renaming = now->renaming;
    bool renamed = strcmp(schema, renaming->schema) == 0 && strcmp(relation, renaming->relation) == 0;
    const char *name = renamed ? renaming->new_relation : relation;
    if (renamed && renaming->column && strcmp(column, renaming->column) == 0)
        return COLUMN_IS_THERE;
    if (renamed && renaming->column && strcmp(column, renaming->new_column) == 0)
        return COLUMN_IS_NOT_THERE;
    return has_column(now->r, renamed && renaming->new_schema ? renaming->new_schema : schema, name, column);
}

/* In place of the object, which is another one then. */
static bool parse_again(struct reader *r, const struct object *o, json_t *node)
{
    const struct grammar_statement *statement = NULL;
    const struct kind *kind = o->kind;
    const struct object old = {.schema = mem_strdup(r->work, o->schema),
                               .relation = mem_strdup(r->work, o->relation),
                               .name = mem_strdup(r->work, o->name)};
    const char *enabled = kind == &postgres_trigger ? o->values[FIRING_ENABLED] : NULL;
    int line = parsing_line(o);
    if (grammar_of_node(node, &statement) != kind || !statement->parse(&r->parsing, node_body(node)))
        return false;
    struct object *now = parsing_find(&r->parsing, kind, old.schema, old.relation, old.name);
    if (now)
        parsing_set_line(now, line);
    if (now && kind == &postgres_trigger)
        now->values[FIRING_ENABLED] = enabled;
    return now != NULL;
}

static bool read_again(struct reader *r, struct object *o, json_t *node)
{
    if (!is_view(o))
        return parse_again(r, o, node);
    char *query = piece_text(r->work, PIECE_QUERY, node);
    bool known = query != NULL;
    mem_free(query);
    if (known)
        view_set_query(&r->parsing, o, NULL, node);
    return known;
}

/* The names outside of queries belong to the relation that an object hangs on, as it was called before. */
static bool follow(struct reader *r, struct object *o, const struct renaming *renaming)
{
    const struct renamed_relation now = {r, renaming};
    bool own = is_own(o, renaming);
    const struct renamings renamings = {.items = renaming,
                                        .n = 1,
                                        .has_column = had_column,
                                        .data = &now,
                                        .own_schema = own ? renaming->schema : schema_of(o->schema),
                                        .own_relation = is_view(o) ? NULL
                                                        : own      ? renaming->relation
                                                                   : o->relation};
    json_t *tree = tree_parse(is_view(o)                     ? object_value(o, VIEW_DEFINITION)
                              : o->kind == &postgres_trigger ? object_value(o, FIRING_DEFINITION)
                                                             : described_text(r, o));
    if (tree) {
        tree_normalize(tree, r->version);
        tree_forget_public(tree);
        tree_forget_usual(tree);
    }
    json_t *node = tree_statement(tree);
    bool known = node && tree_rename(node, &renamings) && read_again(r, o, node);
    json_decref(tree);
    return known;
}

static bool says_old_name(struct reader *r, const struct object *o, const struct renaming *renaming)
{
    bool own = is_own(o, renaming);
    return follows_renaming(o->kind) &&
           object_says_name(r, o, own && renaming->column ? renaming->column : renaming->relation);
}

bool follow_renaming(struct reader *r, const struct renaming *renaming)
{
    struct object **found = NULL;
    size_t n = 0;
    bool known = true;
    /* What is read again stands behind all others. */
    for (struct object *o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o)) {
        if (!says_old_name(r, o, renaming))
            continue;
        size_t at = mem_grow(r->work, &found, &n);
        found[at] = o;
    }
    for (size_t i = 0; i < n; i++)
        known = follow(r, found[i], renaming) && known;
    mem_free(found);
    return known;
}

/* ---- whole rows ---- */

static bool is_source(const json_t *tree, const char *name)
{
    size_t i;
    const char *member;
    json_t *part;
    const char *alias = field_text(field_node(node_as(tree, "RangeVar"), "alias"), "aliasname");
    bool found =
        node_as(tree, "RangeVar") && strcmp(alias[0] ? alias : field_text(node_body(tree), "relname"), name) == 0;
    json_array_foreach(tree, i, part) found = found || is_source(part, name);
    json_object_foreach((json_t *)tree, member, part) found = found || is_source(part, name);
    return found;
}

/* Most queries name none. */
static bool may_name_row(const json_t *tree, const json_t *value)
{
    size_t i;
    const char *member;
    json_t *part;
    const json_t *fields = field_node(node_as(value, "ColumnRef"), "fields");
    bool may = json_array_size(fields) == 1 && is_source(tree, list_text(fields, 0));
    json_array_foreach(value, i, part) may = may || may_name_row(tree, part);
    json_object_foreach((json_t *)value, member, part) may = may || may_name_row(tree, part);
    return may;
}

void say_whole_rows(struct reader *r, json_t *node)
{
    json_t *body = node_body(node), *query = field_node(body, "query");
    const struct renamings none = {.has_column = has_column, .data = r, .rows = true};
    if ((!node_as(node, "ViewStmt") && !node_as(node, "CreateTableAsStmt")) || !may_name_row(query, query))
        return;
    json_t *copy = json_deep_copy(query);
    if (tree_rename(copy, &none))
        json_object_set(body, "query", copy);
    json_decref(copy);
}
