/* Views and materialized views. */
#include <string.h>

#include "model/postgres/facts.h"
#include "model/postgres/unparsed.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/shorten.h"

/* The columns that CREATE VIEW v (a, b) names belong to the query's targets. */
static void name_targets(json_t *query, const json_t *aliases)
{
    json_t *targets = field_node(node_as(query, "SelectStmt"), "targetList");
    for (size_t i = 0; i < json_array_size(aliases) && i < json_array_size(targets); i++) {
        json_t *target = node_as(json_array_get(targets, i), "ResTarget");
        json_object_set_new(target, "name", json_string(list_text(aliases, i)));
    }
}

static struct item *view_item(struct reader *r, const struct model_kind *kind, const json_t *range, int line)
{
    const char *schema = schema_of(field_text(range, "schemaname")), *name = field_text(range, "relname");
    struct item *item = model_draft_find(r->draft, kind, schema, "", name);
    if (!item)
        item = model_add(r->draft, kind, schema, "", name, line);
    if (!relation_find(r, schema, name))
        relation_add(r, RELATION_VIEW, schema, name, item);
    return item;
}

/* As the parser knows it; by its own words where it does not, or the printer does not. */
static const char *query_words(struct reader *r, struct statement *s, struct item *item, const json_t *aliases,
                               json_t *query)
{
    bool lost = s->lost;
    model_drop_facts(r->draft, item, "uses");
    add_references(r, item, "uses", query, "", "");
    name_targets(query, aliases);
    tree_unqualify(query);
    const char *text = s->stub ? "" : deparse_short(r, s, PIECE_QUERY, query, item->schema, item->name);
    if (!s->stub)
        set_query_facts(r, s, item, query);
    if (!s->stub && s->lost == lost)
        return text;
    s->lost = lost;
    const char *names = json_array_size(aliases) ? mem_printf(s->ctx, "(%s) ", quoted_list(s->ctx, aliases)) : "";
    return mem_printf(s->ctx, "%s%s", names, inner_words(s));
}

static void set_view(struct reader *r, struct statement *s, struct item *item, const char *words_before,
                     const char *definition, json_t *options, const char *end)
{
    const char *with = option_words(s, options), *method = item_attribute(item, "access method");
    set_option_facts(r, item, options);
    model_set(r->draft, item, "definition", definition);
    model_set(r->draft, item, "options", with[0] ? with : NULL);
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE %s %s%s%s%s%s%s AS\n%s%s;", words_before,
                              qualified_name(s->ctx, item->schema, item->name), method ? " USING " : "",
                              method ? quoted_name(s->ctx, method) : "", with[0] ? " WITH (" : "", with,
                              with[0] ? ")" : "", definition, end));
}

/* WITH LOCAL CHECK OPTION is the option check_option = local. */
static json_t *view_options(const json_t *body)
{
    json_t *options = field_node(body, "options") ? json_copy(field_node(body, "options")) : json_array();
    const char *check = field_text(body, "withCheckOption");
    const char *value = strcmp(check, "LOCAL_CHECK_OPTION") == 0      ? "local"
                        : strcmp(check, "CASCADED_CHECK_OPTION") == 0 ? "cascaded"
                                                                      : NULL;
    if (value)
        json_array_append_new(
            options, json_pack("{s:{s:s,s:o}}", "DefElem", "defname", "check_option", "arg", make_string(value)));
    return options;
}

bool read_create_view(struct reader *r, struct statement *s, json_t *node)
{
    json_t *body = node_body(node), *query = field_node(body, "query");
    if (field_is(field_node(body, "view"), "relpersistence", "t"))
        return true;
    struct item *item = view_item(r, &model_view, field_node(body, "view"), s->line);
    json_t *options = view_options(body);
    set_view(r, s, item, "VIEW", query_words(r, s, item, field_node(body, "aliases"), query), options, "");
    json_decref(options);
    return true;
}

bool read_create_table_as(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *into = field_node(body, "into");
    if (!field_is(body, "objtype", "OBJECT_MATVIEW"))
        return field_is(field_node(into, "rel"), "relpersistence", "t");
    const json_t *range = field_node(into, "rel");
    if (field_flag(body, "if_not_exists") && relation_of(r, range))
        return true;
    struct item *item = view_item(r, &model_materialized_view, range, s->line);
    const char *definition = query_words(r, s, item, field_node(into, "colNames"), field_node(body, "query"));
    set_access_method(r, item, field_text(into, "accessMethod"));
    set_view(r, s, item, "MATERIALIZED VIEW", definition, field_node(into, "options"), "\nWITH NO DATA");
    return true;
}
