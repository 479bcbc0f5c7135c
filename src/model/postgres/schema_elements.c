/*
 * CREATE SCHEMA app CREATE TABLE t (...) CREATE VIEW v AS ...: what is made stands in that schema, which is searched
 * first, and each is read as a statement of its own.
 */
#include <string.h>

#include "model/postgres/described.h"
#include "model/postgres/reader.h"

/* In the order in which the server makes them, whatever the text's is; and what of each the new name is. */
static const struct {
    const char *node, *made;
} sorts[] = {{"CreateSeqStmt", "sequence"}, {"CreateStmt", "relation"},     {"ViewStmt", "view"},
             {"IndexStmt", "relation"},     {"CreateTrigStmt", "relation"}, {"GrantStmt", NULL}};
enum { N_SORTS = sizeof(sorts) / sizeof(*sorts) };

struct elements {
    struct reader *r;
    struct statement *s;
    const char *schema;
    const json_t *list;
};

static const char *made_by(const json_t *element)
{
    for (size_t i = 0; i < N_SORTS; i++)
        if (sorts[i].made && i < 3 && node_as(element, sorts[i].node))
            return field_text(field_node(node_body(element), sorts[i].made), "relname");
    return "";
}

/* Whether that is the name of a relation of the schema: one that is made here, or was before. */
static bool is_theirs(const struct elements *e, const char *name)
{
    size_t i;
    json_t *element;
    json_array_foreach(e->list, i, element)
    {
        if (strcmp(made_by(element), name) == 0)
            return true;
    }
    return described_reader.is_relation(&e->r->parsing, e->schema, name);
}

/* Names of queries hide those of relations: which one is meant is not looked into. */
static bool has_hiding_name(const struct elements *e, const json_t *value)
{
    size_t i;
    const char *member;
    json_t *item;
    const char *name = field_text(node_as(value, "CommonTableExpr"), "ctename");
    if (name[0] && is_theirs(e, name))
        return true;
    json_array_foreach(value, i, item)
    {
        if (has_hiding_name(e, item))
            return true;
    }
    json_object_foreach((json_t *)value, member, item)
    {
        if (has_hiding_name(e, item))
            return true;
    }
    return false;
}

static void name_relations(const struct elements *e, json_t *value)
{
    size_t i;
    const char *member;
    json_t *item;
    const char *name = field_text(value, "relname");
    if (name[0] && !field_node(value, "schemaname") && is_theirs(e, name))
        json_object_set_new(value, "schemaname", json_string(e->schema));
    json_array_foreach(value, i, item) name_relations(e, item);
    json_object_foreach(value, member, item) name_relations(e, item);
}

bool read_schema_elements(struct reader *r, struct statement *s, const char *schema, const json_t *list)
{
    const struct elements e = {r, s, schema, list};
    size_t n_read = 0, i;
    json_t *element;
    bool known = true;
    for (size_t sort = 0; sort < N_SORTS; sort++)
        json_array_foreach(list, i, element)
        {
            if (!node_as(element, sorts[sort].node))
                continue;
            known = !has_hiding_name(&e, element) && known;
            if (schema_of(schema)[0])
                name_relations(&e, element);
            known = read_tree(r, s, element) && known;
            n_read++;
        }
    return known && n_read == json_array_size(list);
}
