#include "sql/postgres/renamed_source.h"

#include <string.h>

#include "base/mem.h"

bool is_query(const struct walk *w, const char *schema, const char *name)
{
    for (size_t i = 0; !schema[0] && i < w->n_queries; i++)
        if (strcmp(w->queries[i], name) == 0)
            return true;
    return false;
}

void add_source(struct walk *w, struct scope *scope, struct source source)
{
    size_t at = mem_grow(w->ctx, &scope->sources, &scope->n);
    scope->sources[at] = source;
}

void find_queries(struct walk *w, json_t *value)
{
    size_t i;
    const char *member;
    json_t *part;
    const json_t *query = node_as(value, "CommonTableExpr");
    if (query) {
        size_t at = mem_grow(w->ctx, &w->queries, &w->n_queries);
        w->queries[at] = field_text(query, "ctename");
    }
    json_array_foreach(value, i, part) find_queries(w, part);
    json_object_foreach(value, member, part) find_queries(w, part);
}

static void add_range(struct walk *w, struct scope *scope, const json_t *range)
{
    const json_t *alias = field_node(range, "alias");
    const char *name = field_text(alias, "aliasname"), *schema = field_text(range, "schemaname"),
               *relation = field_text(range, "relname");
    /* An alias may give columns other names. */
    bool known = !is_query(w, schema, relation) && !field_node(alias, "colnames");
    add_source(w, scope,
               (struct source){name[0] ? name : relation, schema, known ? relation : NULL, known && !name[0]});
}

/* Of a FROM: relations, joins of them, and what is opaque here, by its alias. */
static void find_sources(struct walk *w, struct scope *scope, const json_t *item)
{
    size_t i;
    json_t *part;
    const json_t *join = node_as(item, "JoinExpr");
    json_array_foreach(item, i, part) find_sources(w, scope, part);
    if (join) {
        find_sources(w, scope, field_node(join, "larg"));
        find_sources(w, scope, field_node(join, "rarg"));
    }
    if (node_as(item, "RangeVar"))
        add_range(w, scope, node_body(item));
    else if (json_is_object(item) && (!join || field_node(join, "alias")))
        add_source(w, scope,
                   (struct source){field_text(field_node(node_body(item), "alias"), "aliasname"), "", NULL, false});
}

void find_scope(struct walk *w, struct scope *scope, const json_t *body)
{
    const json_t *relation = field_node(body, "relation");
    if (field_text(relation, "relname")[0])
        add_range(w, scope, relation);
    find_sources(w, scope, field_node(body, "fromClause"));
    find_sources(w, scope, field_node(body, "usingClause"));
}
