/* What indexes, keys of partitions and columns say that goes without saying: which no server prints. */
#include <string.h>
#include <strings.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

/* ---- NULLS FIRST and LAST ---- */

/* Of an IndexElem or a SortBy: where they are by themselves; and ASC. */
static void forget_usual_nulls(json_t *body, const char *direction, const char *nulls)
{
    bool descends = field_is(body, direction, "SORTBY_DESC");
    bool known = descends || field_is(body, direction, "SORTBY_ASC") || field_is(body, direction, "SORTBY_DEFAULT");
    if (field_is(body, direction, "SORTBY_ASC"))
        json_object_set_new(body, direction, json_string("SORTBY_DEFAULT"));
    if (known && field_is(body, nulls, descends ? "SORTBY_NULLS_FIRST" : "SORTBY_NULLS_LAST"))
        json_object_set_new(body, nulls, json_string("SORTBY_NULLS_DEFAULT"));
}

/* ---- operator classes ---- */

/* Those that are a method's own choice for each type that they are of. */
static const struct {
    const char *method;
    const char *classes;
} usual[] = {
    {"btree",
     " array_ops bit_ops bool_ops bpchar_ops bytea_ops char_ops date_ops enum_ops float4_ops float8_ops inet_ops"
     " int2_ops int4_ops int8_ops interval_ops jsonb_ops macaddr8_ops macaddr_ops money_ops multirange_ops"
     " name_ops numeric_ops pg_lsn_ops range_ops record_ops text_ops tid_ops time_ops timestamp_ops"
     " timestamptz_ops timetz_ops tsquery_ops tsvector_ops uuid_ops "},
    {"hash", " array_ops bool_ops bpchar_ops bytea_ops char_ops date_ops enum_ops float4_ops float8_ops inet_ops"
             " int2_ops int4_ops int8_ops interval_ops jsonb_ops macaddr8_ops macaddr_ops multirange_ops name_ops"
             " numeric_ops pg_lsn_ops range_ops text_ops time_ops timestamp_ops timestamptz_ops timetz_ops uuid_ops "},
    {"gin", " array_ops jsonb_ops tsvector_ops "},
    {"gist", " box_ops circle_ops multirange_ops point_ops poly_ops range_ops tsquery_ops tsvector_ops "},
    {"spgist", " box_ops inet_ops poly_ops quad_point_ops range_ops text_ops "},
    {"brin", " bytea_minmax_ops date_minmax_ops float4_minmax_ops float8_minmax_ops int2_minmax_ops int4_minmax_ops"
             " int8_minmax_ops numeric_minmax_ops text_minmax_ops timestamp_minmax_ops timestamptz_minmax_ops"
             " uuid_minmax_ops "},
};

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; n > 0 && (at = strstr(at, word)); at += n)
        if (at[-1] == ' ' && at[n] == ' ')
            return true;
    return false;
}

static bool is_usual_class(const char *method, const json_t *names)
{
    size_t n = json_array_size(names);
    if (n == 0 || n > 2 || (n == 2 && strcmp(list_text(names, 0), "pg_catalog") != 0))
        return false;
    for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
        if (strcmp(usual[i].method, method) == 0)
            return has_word(usual[i].classes, list_text(names, n - 1));
    return false;
}

static void forget_usual_class(json_t *element, const char *method)
{
    json_t *body = node_body(element);
    if (!field_node(body, "opclassopts") && is_usual_class(method, field_node(body, "opclass")))
        json_object_del(body, "opclass");
}

/* The fields of an IndexStmt, of a constraint or of what stands behind PARTITION BY. */
static void forget_usual_classes(json_t *body)
{
    size_t i;
    json_t *item;
    json_array_foreach(field_node(body, "indexParams"), i, item)
        forget_usual_class(item, field_text(body, "accessMethod"));
    json_array_foreach(field_node(body, "exclusions"), i, item) forget_usual_class(
        json_array_get(field_node(node_as(item, "List"), "items"), 0), field_text(body, "access_method"));
    json_array_foreach(field_node(body, "partParams"), i, item)
        forget_usual_class(item, strcasecmp(field_text(body, "strategy"), "hash") == 0 ? "hash" : "btree");
}

/* ---- collations ---- */

bool is_default_collation(const json_t *names)
{
    return list_is_one(names, "default") || list_is_two(names, "pg_catalog", "default");
}

bool collates_by_default(const json_t *type)
{
    static const char *const types[] = {"text", "varchar", "bpchar"};
    const json_t *names = field_node(type, "names");
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (list_is_one(names, types[i]) || list_is_two(names, "pg_catalog", types[i]))
            return true;
    return false;
}

/* The fields of a column, or of a domain. */
static void forget_default_collation(json_t *body)
{
    if (is_default_collation(field_node(field_node(body, "collClause"), "collname")) &&
        collates_by_default(field_node(body, "typeName")))
        json_object_del(body, "collClause");
}

void tree_forget_usual(json_t *tree)
{
    size_t i;
    const char *name;
    json_t *member;
    json_array_foreach(tree, i, member) tree_forget_usual(member);
    if (!json_is_object(tree))
        return;
    forget_usual_nulls(tree, "ordering", "nulls_ordering");
    forget_usual_nulls(tree, "sortby_dir", "sortby_nulls");
    forget_usual_classes(tree);
    forget_default_collation(tree);
    json_object_foreach(tree, name, member) tree_forget_usual(member);
}
