/* Views and materialized views. */
#include <string.h>

#include "canon/normalise.h"
#include "canon/shorten.h"
#include "model/postgres/reader.h"

/* The columns that CREATE VIEW v (a, b) names belong to the query's targets. */
static void name_targets(json_t *query, const json_t *aliases)
{
    json_t *targets = field(node_as(query, "SelectStmt"), "targetList");
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

static void set_view(struct reader *r, struct statement *s, struct item *item, const char *words_before, json_t *query,
                     json_t *options, const char *end)
{
    tree_unqualify(query);
    const char *definition = short_words(r, s, PIECE_QUERY, query, item->schema, item->name);
    const char *with = option_words(s, options);
    model_set(r->draft, item, "definition", definition);
    model_set(r->draft, item, "options", with[0] ? with : NULL);
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE %s %s%s%s%s AS\n%s%s;", words_before,
                              qualified(s->ctx, item->schema, item->name), with[0] ? " WITH (" : "", with,
                              with[0] ? ")" : "", definition, end));
}

/* WITH LOCAL CHECK OPTION is the option check_option = local. */
static json_t *view_options(const json_t *body)
{
    json_t *options = field(body, "options") ? json_copy(field(body, "options")) : json_array();
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
    json_t *body = node_body(node), *query = field(body, "query");
    if (field_is(field(body, "view"), "relpersistence", "t"))
        return true;
    struct item *item = view_item(r, &model_view, field(body, "view"), s->line);
    json_t *options = view_options(body);
    name_targets(query, field(body, "aliases"));
    set_view(r, s, item, "VIEW", query, options, "");
    json_decref(options);
    return true;
}

bool read_create_table_as(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *into = field(body, "into");
    if (!field_is(body, "objtype", "OBJECT_MATVIEW"))
        return field_is(field(into, "rel"), "relpersistence", "t");
    const json_t *range = field(into, "rel");
    if (field_flag(body, "if_not_exists") && relation_of(r, range))
        return true;
    struct item *item = view_item(r, &model_materialized_view, range, s->line);
    name_targets(field(body, "query"), field(into, "colNames"));
    set_view(r, s, item, "MATERIALIZED VIEW", field(body, "query"), field(into, "options"), "\nWITH NO DATA");
    return true;
}
