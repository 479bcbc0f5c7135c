/*
 * CREATE TABLE ... AS of a query of one table, whose columns are its columns, or constants that say their type. What a
 * query makes otherwise, and which rows, only a server knows.
 */
#include <string.h>

#include "kind/postgres/parse.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/reader.h"
#include "sql/postgres/column_name.h"

struct source {
    const char *name; /* what columns are qualified with */
    const struct relation *relation;
};

/* A query of several relations, or of a view, has none. */
static bool find_source(struct reader *r, const json_t *select, struct source *source)
{
    static const char *const others[] = {"groupClause", "havingClause", "distinctClause", "withClause", "valuesLists"};
    const json_t *from = field_node(select, "fromClause"), *range = node_as(json_array_get(from, 0), "RangeVar");
    const json_t *alias = field_node(range, "alias");
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (field_node(select, others[i]))
            return false;
    if (!field_is(select, "op", "SETOP_NONE") || json_array_size(from) != 1 || !range || field_node(alias, "colnames"))
        return false;
    source->relation = relation_of(r, range);
    source->name = alias ? field_text(alias, "aliasname") : field_text(range, "relname");
    return source->relation != NULL;
}

/* NULL: it is no column of the source. */
static const struct object *column_of(const struct source *source, const json_t *value)
{
    const json_t *fields = field_node(node_as(value, "ColumnRef"), "fields");
    size_t n = json_array_size(fields);
    bool own = n == 1 || (n == 2 && strcmp(list_text(fields, 0), source->name) == 0);
    return own ? column_find((struct relation *)source->relation, list_text(fields, n - 1)) : NULL;
}

static bool is_star(const struct source *source, const json_t *value)
{
    const json_t *fields = field_node(node_as(value, "ColumnRef"), "fields");
    size_t n = json_array_size(fields);
    return (n == 1 || (n == 2 && strcmp(list_text(fields, 0), source->name) == 0)) &&
           node_as(json_array_get(fields, n - 1), "A_Star");
}

/* Of the table that is made; the n-th has the n-th of the names that stand before the query. */
struct made {
    struct reader *r;
    struct statement *s;
    const json_t *names;
    struct relation *table; /* NULL: it is only looked whether all is known */
    size_t n;
};

static const char *next_name(struct made *m, const char *name)
{
    size_t at = m->n++;
    return at < json_array_size(m->names) ? list_text(m->names, at) : name;
}

static void add_copy(struct made *m, const char *name, const struct object *from)
{
    static const char *const facts[] = {TYPE_FACTS};
    const char *own = next_name(m, name);
    if (!m->table)
        return;
    struct object *column = column_add(m->r, m->table, own, m->s->line);
    column->values[COLUMN_TYPE] = from->values[COLUMN_TYPE];
    column->values[COLUMN_COLLATION] = from->values[COLUMN_COLLATION];
    column->values[COLUMN_LOCAL] = "t";
    for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
        parsing_copy_facts(&m->r->parsing, column, from, facts[i]);
}

static void add_typed(struct made *m, const char *name, json_t *type)
{
    const char *own = next_name(m, name);
    if (!m->table)
        return;
    json_t *definition = json_pack("{s:s, s:O}", "colname", own, "typeName", type), *constraints = json_array();
    read_column(m->r, m->s, m->table, definition, m->s->line, constraints);
    json_decref(constraints);
    json_decref(definition);
}

static bool add_target(struct made *m, const struct source *source, const json_t *target)
{
    const json_t *value = field_node(target, "val"), *cast = node_as(value, "TypeCast"),
                 *constant = node_as(value, "A_Const");
    const char *said = field_text(target, "name"), *name = said[0] ? said : column_name_of(value);
    const struct object *from = column_of(source, value),
                        *converted = column_of(source, cast ? field_node(cast, "arg") : NULL);
    for (size_t i = 0; is_star(source, value) && i < source->relation->n_columns; i++)
        add_copy(m, source->relation->columns[i]->name, source->relation->columns[i]);
    if (from)
        add_copy(m, name, from);
    else if (cast &&
             (node_as(field_node(cast, "arg"), "A_Const") || (converted && !converted->values[COLUMN_COLLATION])))
        add_typed(m, name, field_node(cast, "typeName"));
    else if (constant && field_node(constant, "ival")) {
        json_t *type = json_pack("{s:[{s:{s:s}}, {s:{s:s}}], s:i}", "names", "String", "sval", "pg_catalog", "String",
                                 "sval", "int4", "typemod", -1);
        add_typed(m, name, type);
        json_decref(type);
    } else
        return is_star(source, value);
    return true;
}

static bool add_targets(struct made *m, const struct source *source, const json_t *select)
{
    bool known = true;
    size_t i;
    json_t *target;
    json_array_foreach(field_node(select, "targetList"), i, target) known =
        add_target(m, source, node_as(target, "ResTarget")) && known;
    return known && m->n > 0;
}

/* Tables that a query makes are not known, but those above; temporary ones are gone in the end. */
bool read_create_table_as(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *range = field_node(field_node(body, "into"), "rel");
    json_t *into = field_node(body, "into");
    const json_t *select = node_as(field_node(body, "query"), "SelectStmt");
    const char *schema = schema_of(field_text(range, "schemaname")), *name = field_text(range, "relname");
    struct source source;
    if (field_is(range, "relpersistence", "t"))
        return true;
    if (relation_find(r, schema, name))
        return field_flag(body, "if_not_exists");
    if (!field_is(body, "objtype", "OBJECT_TABLE") || !select || !find_source(r, select, &source))
        return false;
    bool rows = !field_flag(into, "skipData") && (source.relation->n_rows > 0 || source.relation->has_below);
    struct made looked = {r, s, field_node(into, "colNames"), NULL, 0}, made = looked;
    if (rows || !add_targets(&looked, &source, select))
        return false;
    made.table = relation_add(r, schema, name);
    if (field_is(range, "relpersistence", "u"))
        made.table->object->values[TABLE_UNLOGGED] = "t";
    add_targets(&made, &source, select);
    s->lost = !table_parse_tail(&r->parsing, made.table->object, into) || s->lost;
    return true;
}
