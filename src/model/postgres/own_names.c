/*
 * What a statement about a table says by the table's own name: CHECK (t.a > 1). A server leaves the name out wherever
 * there is no other that a column could be of, which is in all but queries; the whole row it prints as t.*. And
 * collations, which it leaves out of an index where the column has the same.
 */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/normalize.h"

/* The table, made before or by the statement. */
struct own {
    const char *schema, *name;
    struct relation *relation; /* NULL: the text has not made it */
    const json_t *elements;    /* of CREATE TABLE */
};

static const json_t *column_made(const struct own *own, const char *name)
{
    size_t i;
    json_t *element;
    json_array_foreach(own->elements, i, element)
    {
        const json_t *column = node_as(element, "ColumnDef");
        if (column && field_is(column, "colname", name))
            return column;
    }
    return NULL;
}

static bool has_column(const struct own *own, const char *name)
{
    return own->relation ? column_find(own->relation, name) != NULL : column_made(own, name) != NULL;
}

/* ---- names ---- */

static void make_whole_row(const struct own *own, json_t *fields)
{
    bool whole = json_array_size(fields) == 1 && strcmp(list_text(fields, 0), own->name) == 0 && own->relation &&
                 !has_column(own, own->name);
    if (whole)
        json_array_append_new(fields, json_pack("{s:{}}", "A_Star"));
}

static void forget_own(const struct own *own, json_t *fields)
{
    size_t n = json_array_size(fields);
    bool column = n > 1 && !node_as(json_array_get(fields, n - 1), "A_Star");
    make_whole_row(own, fields);
    if (!column || strcmp(list_text(fields, n - 2), own->name) != 0 || n > 3 ||
        (n == 3 && strcmp(list_text(fields, 0), own->schema) != 0))
        return;
    while (json_array_size(fields) > 1)
        json_array_remove(fields, 0);
}

static void forget_names(const struct own *own, json_t *value)
{
    size_t i;
    const char *name;
    json_t *member;
    if (node_as(value, "SelectStmt"))
        return;
    if (node_as(value, "ColumnRef"))
        forget_own(own, field_node(node_body(value), "fields"));
    json_array_foreach(value, i, member) forget_names(own, member);
    json_object_foreach(value, name, member) forget_names(own, member);
}

/* ---- collations ---- */

/* Of a column that the text has made: of a type of the server's that has none by itself, or its own. */
static bool is_collation_of(const struct object *column, const json_t *names)
{
    const char *own = column->values[COLUMN_COLLATION], *type = column_type(column);
    if (!own && strcmp(type, "name") == 0)
        return list_is_one(names, "C") || list_is_two(names, "pg_catalog", "C");
    if (!own)
        return is_default_collation(names) && (strcmp(type, "text") == 0 || strncmp(type, "character", 9) == 0);
    void *work = mem_context(NULL);
    const struct list pair = parse_pair(work, own);
    const struct name_pair said = field_of_names(names);
    const char *schema = strcmp(said.schema, "pg_catalog") == 0 ? object_schema("") : said.schema;
    bool is = pair.n == 2 && strcmp(pair.items[0], schema) == 0 && strcmp(pair.items[1], said.name) == 0;
    mem_free(work);
    return is;
}

static bool is_collation(const struct own *own, const char *column, const json_t *names)
{
    const struct object *o = own->relation ? column_find(own->relation, column) : NULL;
    const json_t *made = o ? NULL : column_made(own, column), *said = field_node(made, "collClause");
    if (o)
        return is_collation_of(o, names);
    return said ? json_equal(field_node(said, "collname"), names)
                : made && is_default_collation(names) && collates_by_default(field_node(made, "typeName"));
}

static void forget_collations(const struct own *own, json_t *value)
{
    static const char *const elements[] = {"IndexElem", "PartitionElem"};
    size_t i;
    const char *name;
    json_t *member;
    for (i = 0; i < sizeof(elements) / sizeof(*elements); i++) {
        json_t *body = node_as(value, elements[i]);
        const char *column = field_text(body, "name");
        if (column[0] && field_node(body, "collation") && is_collation(own, column, field_node(body, "collation")))
            json_object_del(body, "collation");
    }
    json_array_foreach(value, i, member) forget_collations(own, member);
    json_object_foreach(value, name, member) forget_collations(own, member);
}

/* ---- statements ---- */

static const struct {
    const char *node, *range;
} statements[] = {
    {"AlterPolicyStmt", "table"},  {"AlterTableStmt", "relation"}, {"CreateForeignTableStmt", "base"},
    {"CreatePolicyStmt", "table"}, {"CreateStmt", "relation"},     {"IndexStmt", "relation"},
};

/* Most statements say the name once: what they are about. */
static bool may_say_own(const struct statement *s, const char *name)
{
    const char *first = strcasestr(s->text, name);
    return !first || !name[0] || strchr(name, '"') || strcasestr(first + 1, name) || lex_may_escape(s->text);
}

void forget_own_names(struct reader *r, const struct statement *s, json_t *node)
{
    for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
        json_t *body = node_as(node, statements[i].node), *range = field_node(body, statements[i].range);
        if (strcmp(statements[i].range, "base") == 0) {
            body = range;
            range = field_node(body, "relation");
        }
        if (!range)
            continue;
        const struct own own = {field_text(range, "schemaname"), field_text(range, "relname"), relation_of(r, range),
                                field_node(body, "tableElts")};
        if (may_say_own(s, own.name))
            forget_names(&own, body);
        if (strcasestr(s->text, "collat"))
            forget_collations(&own, body);
    }
}
