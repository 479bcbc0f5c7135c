#include "sql/postgres/scope.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/tree.h"

void scope_begin(struct scope *top, const struct canon_columns *columns)
{
    *top = (struct scope){.ctx = mem_context(NULL), .columns = columns};
}

void scope_end(struct scope *top)
{
    mem_free(top->ctx);
}

void *scope_memory(const struct scope *scope)
{
    return scope->ctx;
}

bool scope_enter(struct scope *inner, const struct scope *outer, const json_t *value)
{
    if (!field_node(value, "limitOption") || !field_node(value, "op"))
        return false;
    *inner = (struct scope){outer->ctx, outer->columns, outer, value};
    return true;
}

/* A name that WITH has given to a query is not a table's. */
static bool is_with_query(const struct scope *scope, const char *name)
{
    size_t i;
    json_t *item;
    for (; scope && scope->query; scope = scope->outer)
        json_array_foreach(field_node(field_node(scope->query, "withClause"), "ctes"), i, item)
        {
            if (field_is(node_as(item, "CommonTableExpr"), "ctename", name))
                return true;
        }
    return false;
}

struct search {
    const char *alias;      /* NULL: whatever there is */
    const json_t *relation; /* the RangeVar found */
    int n;                  /* how many items fit */
};

/* FROM items of any kind count, but only a relation without renamed columns is of use. */
static void search_item(struct search *s, const json_t *node)
{
    const json_t *join = node_as(node, "JoinExpr");
    if (join && !field_node(join, "alias")) {
        search_item(s, field_node(join, "larg"));
        search_item(s, field_node(join, "rarg"));
        return;
    }
    const json_t *body = node_body(node), *alias = field_node(body, "alias");
    const char *name = alias ? field_text(alias, "aliasname") : field_text(body, "relname");
    if (s->alias && strcmp(name, s->alias) != 0)
        return;
    s->n++;
    s->relation = node_as(node, "RangeVar") && !field_node(alias, "colnames") ? body : NULL;
}

static struct search search_from(const struct scope *scope, const char *alias)
{
    struct search s = {.alias = alias};
    size_t i;
    json_t *item;
    json_array_foreach(field_node(scope->query, "fromClause"), i, item) search_item(&s, item);
    return s;
}

const char *type_without_modifier(void *ctx, const char *type)
{
    const char *open = strchr(type, '('), *close = open ? strchr(open, ')') : NULL;
    if (!close || strchr(type, '"'))
        return type;
    type = mem_printf(ctx, "%.*s%s", (int)(open - type), type, close + 1);
    /* Without a modifier these two are other types: character(1), bit(1). */
    if (strcmp(type, "character") == 0)
        return "bpchar";
    return strcmp(type, "bit") == 0 ? "\"bit\"" : type;
}

static const char *type_in(const struct scope *scope, const char *schema, const char *relation, const char *column)
{
    if (!scope->columns->type_of)
        return "";
    const char *type = scope->columns->type_of(scope->columns->data, schema, relation, column);
    return type ? type_without_modifier(scope->ctx, type) : "";
}

static const char *type_at_top(const struct scope *scope, const char *prefix, const char *column)
{
    const struct canon_columns *c = scope->columns;
    bool own = !prefix || strcmp(prefix, "new") == 0 || strcmp(prefix, "old") == 0;
    return own && c->relation ? type_in(scope, c->schema, c->relation, column) : "";
}

const char *scope_base_type(const struct scope *scope, const char *type)
{
    const struct canon_columns *c = scope->columns;
    const char *base = c->base_of && type[0] ? c->base_of(c->data, type) : NULL;
    return base ? type_without_modifier(scope->ctx, base) : NULL;
}

const char *scope_column_type(const struct scope *scope, const json_t *column)
{
    const json_t *names = field_node(column, "fields");
    size_t n = json_array_size(names);
    const char *prefix = n == 2 ? list_text(names, 0) : NULL;
    const char *name = n > 0 ? list_text(names, n - 1) : "";
    if (n == 0 || n > 2 || !name[0])
        return "";
    for (; scope->query; scope = scope->outer) {
        struct search found = search_from(scope, prefix);
        /* A column that this query does not have may be the outer one's: a prefix tells, or that nothing is in FROM. */
        if (found.n == 0 && (prefix || !field_node(scope->query, "fromClause")))
            continue;
        bool relation = found.n == 1 && found.relation;
        if (!relation ||
            (!field_node(found.relation, "schemaname") && is_with_query(scope, field_text(found.relation, "relname"))))
            return "";
        return type_in(scope, field_text(found.relation, "schemaname"), field_text(found.relation, "relname"), name);
    }
    return type_at_top(scope, prefix, name);
}
