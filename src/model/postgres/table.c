/* CREATE TABLE, and what tables have of each other. */
#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/as_stored.h"
#include "model/postgres/described.h"
#include "sql/postgres/normalize.h"

bool is_partition_of(const struct relation *table, const struct relation *parent)
{
    return table->n_parents > 0 && table->parents[0] == parent && table->object->values[TABLE_PARTITION_BOUND];
}

void copy_check_to_partitions(struct reader *r, const struct relation *table, const struct object *check, int line)
{
    if (!constraint_is(check, 'c'))
        return;
    for (struct relation *child = relations_below(r, table); child; child = child->hh.next) {
        if (!is_partition_of(child, table) ||
            constraint_find(&r->parsing, object_schema(child->schema), child->name, check->name))
            continue;
        copy_constraint(r, child, check, line);
        copy_check_to_partitions(r, child, check, line);
    }
}

void attach_partition(struct reader *r, struct statement *s, struct relation *parent, struct relation *child,
                      const json_t *bound)
{
    read_bound_values(r, s, parent, bound);
    s->lost = !table_parse_bound(&r->parsing, child->object, bound) || s->lost;
    relation_add_parent(r, child, parent);
    parent->n_attached++;
}

/* A typed table's columns are those of its type. */
static void read_of_type(struct reader *r, struct statement *s, struct relation *table, const json_t *type)
{
    const struct name_pair name = field_of_names(field_node(type, "names"));
    const struct object *composite = parsing_find(&r->parsing, &postgres_composite, name.schema, "", name.name);
    table->object->values[TABLE_OF_TYPE] = mem_strdup(r->work, statement_deparse(s, PIECE_TYPE, type));
    if (!composite)
        return;
    const struct catalog catalog = described_catalog(r, composite);
    const struct objects columns = columns_of(s->ctx, &catalog, composite);
    for (size_t i = 0; i < columns.n; i++) {
        struct object *added = column_add(r, table, columns.items[i]->name, s->line);
        const struct parsed_fact *fact;
        added->values[COLUMN_TYPE] = columns.items[i]->values[COLUMN_TYPE];
        added->values[COLUMN_COLLATION] = columns.items[i]->values[COLUMN_COLLATION];
        for (size_t k = 0; (fact = parsing_fact(columns.items[i], k)); k++)
            parsing_add_fact(&r->parsing, added, fact->name, fact->value);
    }
}

/* Of a partition that is all; another table has its columns by now. */
static void take_column(struct reader *r, struct relation *table, const struct object *above, bool partition, int line)
{
    if (partition)
        copy_column(r, table, above, line);
    struct object *column = column_find(table, above->name);
    column_inherit_default(&r->parsing, column, above);
    column_option_inherit(&r->parsing, column, above);
}

/* A parent that the text has not made is no more than a name. */
static void read_parents(struct reader *r, struct statement *s, struct relation *table, json_t *body)
{
    json_t *bound = field_node(body, "partbound"), *item;
    size_t i;
    json_array_foreach(field_node(body, "inhRelations"), i, item)
    {
        const struct name_pair name = field_of_range(node_as(item, "RangeVar"));
        struct relation *parent = relation_find(r, name.schema, name.name);
        if (!parent && !bound)
            table_add_parent(&r->parsing, table->object, name.schema, name.name);
        if (!parent || !may_inherit(table, parent))
            continue;
        if (!bound)
            inherit_from(r, parent, table, s->line);
        for (size_t c = 0; c < parent->n_columns; c++)
            take_column(r, table, parent->columns[c], bound, s->line);
        for (struct object *o = bound ? constraint_first(&r->parsing, parent->object) : NULL; o; o = constraint_next(o))
            if (constraint_is(o, 'c'))
                copy_constraint(r, table, o, s->line);
        if (bound) {
            take_keys_from(r, parent, table, s->line);
            attach_partition(r, s, parent, table, bound);
        }
    }
}

/* The server would refuse a column that is named twice. */
static bool is_twin(const json_t *elements, size_t at)
{
    const char *name = field_text(node_as(json_array_get(elements, at), "ColumnDef"), "colname");
    for (size_t i = 0; i < at; i++)
        if (field_is(node_as(json_array_get(elements, i), "ColumnDef"), "colname", name))
            return true;
    return false;
}

void read_column(struct reader *r, struct statement *s, struct relation *table, const json_t *definition, int line,
                 json_t *constraints)
{
    const char *name = field_text(definition, "colname");
    struct object *column = column_find(table, name);
    if (!column)
        column = column_add(r, table, name, line);
    if (!object_flag(column, COLUMN_LOCAL)) {
        column->values[COLUMN_LOCAL] = "t";
        parsing_set_line(column, line);
    }
    s->lost = !column_parse(&r->parsing, column, definition, constraints) || s->lost;
}

/* The server copies them when the table has its own keys, and before its foreign keys, which may refer to a copy. */
static void read_likes(struct reader *r, struct statement *s, struct relation *table, const json_t *elements)
{
    size_t i;
    json_t *item;
    json_array_foreach(elements, i, item)
    {
        const json_t *clause = node_as(item, "TableLikeClause");
        int line = parsing_line_at(&r->parsing, field_number(node_body(item), "location"));
        if (clause)
            read_like_rest(r, s, table, clause, line);
    }
}

/* They may name columns behind them, whose types are known only now. */
static void say_generated(struct reader *r, struct relation *table, const json_t *elements)
{
    size_t i, k;
    json_t *item, *constraint;
    json_array_foreach(elements, i, item)
    {
        const json_t *definition = node_as(item, "ColumnDef");
        struct object *column = definition ? column_find(table, field_text(definition, "colname")) : NULL;
        json_array_foreach(field_node(definition, "constraints"), k, constraint)
        {
            if (column && field_is(node_as(constraint, "Constraint"), "contype", "CONSTR_GENERATED"))
                column_say_generated(&r->parsing, column, node_body(constraint));
        }
    }
}

static void read_elements(struct reader *r, struct statement *s, struct relation *table, const json_t *elements)
{
    size_t i;
    json_t *item, *constraints = json_array();
    json_array_foreach(elements, i, item)
    {
        int line = parsing_line_at(&r->parsing, field_number(node_body(item), "location"));
        if (node_as(item, "ColumnDef") && is_twin(elements, i))
            s->lost = true;
        else if (node_as(item, "ColumnDef"))
            read_column(r, s, table, node_body(item), line, constraints);
        else if (node_as(item, "TableLikeClause"))
            read_like_columns(r, s, table, node_body(item), line);
        else if (node_as(item, "Constraint"))
            json_array_append(constraints, node_body(item));
    }
    if (r->parsing.by_hand)
        say_generated(r, table, elements);
    s->lost = !table_parse_constraints(&r->parsing, table->object, constraints) || s->lost;
    read_likes(r, s, table, elements);
    s->lost = !table_parse_foreign_keys(&r->parsing, table->object, constraints) || s->lost;
    json_decref(constraints);
}

static bool is_temporary(const json_t *range)
{
    return field_is(range, "relpersistence", "t");
}

/* The table of a CREATE TABLE; NULL where nothing is to be read of it, *known false where that cannot be determined. */
static struct relation *create_table(struct reader *r, struct statement *s, json_t *body, bool *known)
{
    json_t *range = field_node(body, "relation");
    const char *schema = schema_of(field_text(range, "schemaname")), *name = field_text(range, "relname");
    *known = is_temporary(range) || !relation_find(r, schema, name) || field_flag(body, "if_not_exists");
    if (is_temporary(range) || relation_find(r, schema, name))
        return NULL;
    struct relation *table = relation_add(r, schema, name);
    if (field_is(range, "relpersistence", "u"))
        table->object->values[TABLE_UNLOGGED] = "t";
    if (field_node(body, "ofTypename"))
        read_of_type(r, s, table, field_node(body, "ofTypename"));
    read_parents(r, s, table, body);
    read_elements(r, s, table, field_node(body, "tableElts"));
    s->lost = !table_parse_tail(&r->parsing, table->object, body) || s->lost;
    return table;
}

bool read_create_table(struct reader *r, struct statement *s, json_t *node)
{
    bool known;
    create_table(r, s, node_body(node), &known);
    return known;
}

bool read_create_foreign_table(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    bool known;
    struct relation *table = create_table(r, s, field_node(body, "base"), &known);
    if (!table)
        return known;
    table_parse_server(&r->parsing, table->object, body);
    return true;
}
