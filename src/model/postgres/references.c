/* Which columns of which relations a tree names. */
#include <string.h>

#include "model/postgres/reader.h"

struct source {
    const char *alias; /* or the relation's own name */
    const char *schema, *relation;
};

struct references {
    struct reader *r;
    struct object *object;
    const char *fact;
    struct source *sources;
    size_t n;
    void *ctx;
};

static void add_source(struct references *f, const char *alias, const char *schema, const char *relation)
{
    size_t at = mem_grow(f->ctx, &f->sources, &f->n);
    f->sources[at] = (struct source){alias, schema, relation};
}

static void add_use(struct references *f, const struct source *source, const char *column)
{
    parsing_add_use(&f->r->parsing, f->object, f->fact,
                    mem_printf(f->ctx, "%s\n%s\n%s", source->schema, source->relation, column));
}

/* With a qualifier, of the source of that name; without, of each that has such a column. NULL: all there are. */
static void add_column(struct references *f, const char *qualifier, const char *column)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct source *s = &f->sources[i];
        struct relation *relation = relation_find(f->r, s->schema, s->relation);
        bool fits = !qualifier || strcmp(s->alias, qualifier) == 0;
        if (fits && column && (qualifier || (relation && column_find(relation, column))))
            add_use(f, s, column);
        for (size_t k = 0; fits && !column && relation && k < relation->n_columns; k++)
            add_use(f, s, relation->columns[k]->name);
    }
}

/* FROM t; of INSERT, UPDATE and DELETE also the table that is written. */
static const json_t *range_of(const json_t *node)
{
    static const char *const writers[] = {"InsertStmt", "UpdateStmt", "DeleteStmt"};
    for (size_t i = 0; i < sizeof(writers) / sizeof(*writers); i++)
        if (node_as(node, writers[i]))
            return field_node(node_body(node), "relation");
    return node_as(node, "RangeVar");
}

static void find_sources(struct references *f, json_t *value)
{
    size_t i;
    const char *name;
    json_t *member;
    const json_t *range = range_of(value);
    if (range) {
        const char *alias = field_text(field_node(range, "alias"), "aliasname"),
                   *relation = field_text(range, "relname");
        add_source(f, alias[0] ? alias : relation, schema_of(field_text(range, "schemaname")), relation);
    }
    json_array_foreach(value, i, member) find_sources(f, member);
    json_object_foreach(value, name, member) find_sources(f, member);
}

/* The columns that INSERT and UPDATE write. */
static void find_targets(struct references *f, const json_t *body, const json_t *targets)
{
    const json_t *range = field_node(body, "relation");
    const struct source written = {"", schema_of(field_text(range, "schemaname")), field_text(range, "relname")};
    size_t i;
    json_t *target;
    json_array_foreach(targets, i, target) add_use(f, &written, field_text(node_as(target, "ResTarget"), "name"));
}

static bool is_star(const json_t *names)
{
    size_t n = json_array_size(names);
    return n > 0 && node_as(json_array_get(names, n - 1), "A_Star");
}

static const json_t *names_in(const json_t *value)
{
    return field_node(node_as(value, "ColumnRef"), "fields");
}

static void add_all(struct references *f, const json_t *value)
{
    const json_t *names = names_in(value);
    size_t n = json_array_size(names);
    if (is_star(names))
        add_column(f, n > 1 ? list_text(names, n - 2) : NULL, NULL);
}

/* t.* is all columns of t where values are listed; elsewhere it is the row, which has whatever columns there are. */
static void find_lists(struct references *f, const json_t *value)
{
    size_t i;
    json_t *item;
    add_all(f, field_node(node_as(value, "ResTarget"), "val"));
    json_array_foreach(field_node(node_as(value, "RowExpr"), "args"), i, item) add_all(f, item);
    json_array_foreach(field_node(node_as(value, "List"), "items"), i, item) add_all(f, item);
}

static void find_columns(struct references *f, json_t *value)
{
    size_t i;
    const char *name;
    json_t *member;
    const json_t *names = names_in(value);
    size_t n = json_array_size(names);
    if (n > 0 && !is_star(names))
        add_column(f, n > 1 ? list_text(names, n - 2) : NULL, list_text(names, n - 1));
    find_lists(f, value);
    json_array_foreach(field_node(node_as(value, "JoinExpr"), "usingClause"), i, member)
        add_column(f, NULL, field_text(node_as(member, "String"), "sval"));
    if (node_as(value, "InsertStmt"))
        find_targets(f, node_body(value), field_node(node_body(value), "cols"));
    if (node_as(value, "UpdateStmt"))
        find_targets(f, node_body(value), field_node(node_body(value), "targetList"));
    json_array_foreach(value, i, member) find_columns(f, member);
    json_object_foreach(value, name, member) find_columns(f, member);
}

void add_references(struct reader *r, struct object *o, const char *fact, json_t *tree, const char *schema,
                    const char *relation)
{
    static const char *const own[] = {"", "new", "old"};
    struct references f = {.r = r, .object = o, .fact = fact, .ctx = mem_context(r->work)};
    for (size_t i = 0; relation[0] && i < sizeof(own) / sizeof(*own); i++)
        add_source(&f, i > 0 ? own[i] : relation, schema, relation);
    find_sources(&f, tree);
    find_columns(&f, tree);
    mem_free(f.ctx);
}
