/* What indexes, keys of partitions and columns say that goes without saying: which no server prints. */
#include <string.h>

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

/* Names collate so from 12 on; before that by bytes as well. */
static bool is_collation_of_names(const json_t *collation, const json_t *type)
{
    const json_t *names = field_node(type, "names");
    return (list_is_one(collation, "C") || list_is_two(collation, "pg_catalog", "C")) &&
           (list_is_one(names, "name") || list_is_two(names, "pg_catalog", "name")) && !field_node(type, "arrayBounds");
}

/* The fields of a column, or of a domain. */
static void forget_default_collation(json_t *body)
{
    const json_t *collation = field_node(field_node(body, "collClause"), "collname"),
                 *type = field_node(body, "typeName");
    if ((is_default_collation(collation) && collates_by_default(type)) || is_collation_of_names(collation, type))
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
    forget_default_collation(tree);
    json_object_foreach(tree, name, member) tree_forget_usual(member);
}
