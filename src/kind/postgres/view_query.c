#include "kind/postgres/view_query.h"

#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/common.h"
#include "kind/postgres/from_names.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table.h"
#include "sql/postgres/column_name.h"
#include "sql/postgres/normalize.h"

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, VIEW_DEFINITION, CANON_QUERY);
}

bool read_views(const struct kind *kind, struct reading *reading)
{
    return read_completed(kind, reading, complete_view_names, VIEW_DEFINITION, canonicalize);
}

void print_view_query(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (o->values[VIEW_OPTIONS]) {
        fputs(" WITH (", out);
        print_options_of(out, o->values[VIEW_OPTIONS]);
        putc(')', out);
    }
    fputs(" AS\n", out);
    print_short(out, catalog, o, CANON_QUERY, object_value(o, VIEW_DEFINITION));
}

void show_view_columns(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    struct objects options = catalog_children(catalog, &postgres_column_option, o->schema, o->name);
    const char *separator = "";
    for (size_t i = 0; i < columns.n; i++) {
        const struct object *column = columns.items[i];
        if (!column->values[COLUMN_DEFAULT])
            continue;
        fputs(separator, out);
        print_name(out, column->name);
        fputs(" SET", out);
        print_default(out, column->values[COLUMN_DEFAULT], object_value(column, COLUMN_TYPE));
        separator = ", ";
    }
    for (size_t i = 0; i < options.n; i++)
        separator = show_column_settings(out, options.items[i], separator);
    mem_free(work);
}

/* ---- statements ---- */

struct object *view_add(struct parsing *parsing, const struct kind *kind, const json_t *range)
{
    struct name_pair name = field_of_range(range);
    struct object *o = parsing_find(parsing, kind, name.schema, "", name.name);
    return o ? o : parsing_add(parsing, kind, name.schema, "", name.name);
}

/* The columns that CREATE VIEW v (a, b) names belong to the query's targets. */
static void name_targets(json_t *query, const json_t *names)
{
    json_t *targets = field_node(node_as(query, "SelectStmt"), "targetList");
    for (size_t i = 0; i < json_array_size(names) && i < json_array_size(targets); i++) {
        json_t *target = node_as(json_array_get(targets, i), "ResTarget");
        json_object_set_new(target, "name", json_string(list_text(names, i)));
    }
}

static const char *name_of_target(const json_t *target)
{
    const char *name = field_text(target, "name");
    return name[0] ? name : column_name_of(field_node(target, "val"));
}

static bool is_one_select(const json_t *select)
{
    return field_is(select, "op", "SETOP_NONE") && !field_node(select, "distinctClause") &&
           !field_node(select, "valuesLists");
}

/* Changes nothing of the tree. Where the printer knows something of it not there are no such facts. */
static void add_query_facts(struct parsing *parsing, struct object *o, json_t *query)
{
    const json_t *select = node_as(query, "SelectStmt");
    size_t i;
    json_t *node;
    json_array_foreach(field_node(select, "targetList"), i, node)
    {
        const json_t *target = node_as(node, "ResTarget");
        const char *text = piece_text(parsing->ctx, PIECE_EXPRESSION, field_node(target, "val"));
        parsing_add_fact(parsing, o, "column", name_of_target(target));
        parsing_add_fact(parsing, o, "target", text ? text : "?");
    }
    json_t *rest = is_one_select(select) ? json_deep_copy(query) : NULL;
    json_object_del(node_body(rest), "targetList");
    const char *text = rest ? piece_text(parsing->ctx, PIECE_QUERY, rest) : NULL;
    if (text)
        parsing_add_fact(parsing, o, "rest", text);
    json_decref(rest);
}

static const char *own_text(struct parsing *parsing, const json_t *names)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < json_array_size(names); i++) {
        fputs(i > 0 ? ", " : "(", t.out);
        print_name(t.out, list_text(names, i));
    }
    fputs(json_array_size(names) > 0 ? ") " : "", t.out);
    fputs(parsing->reader->inner_text(parsing), t.out);
    return text_close(&t, parsing->ctx);
}

void view_set_query(struct parsing *parsing, struct object *o, const json_t *names, json_t *query)
{
    parsing_forget_facts(o);
    parsing->reader->find_uses(parsing, o, "uses", query, "", "");
    name_targets(query, names);
    tree_unqualify(query);
    const char *text = parsing->reader->query_text(parsing, query, o->schema, o->name);
    if (!parsing->stub)
        add_query_facts(parsing, o, query);
    o->values[VIEW_DEFINITION] = text ? text : own_text(parsing, names);
}

bool view_alter_options(struct parsing *parsing, struct object *o, const json_t *command)
{
    return parse_storage_change(parsing, command, &o->values[VIEW_OPTIONS]);
}

void view_add_option_facts(struct parsing *parsing, struct object *o)
{
    struct list options = parse_array(parsing->ctx, object_value(o, VIEW_OPTIONS));
    for (int i = 0; i < options.n; i++) {
        char *value = strchr(options.items[i], '=');
        if (!value)
            continue;
        *value++ = '\0';
        parsing_add_fact(parsing, o, "option", options.items[i]);
        parsing_add_fact(parsing, o, "option value", value);
    }
}
