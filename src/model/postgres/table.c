/* CREATE TABLE, and what tables have of each other. */
#include <string.h>
#include <strings.h>

#include "kind/postgres/column.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table.h"
#include "model/postgres/described.h"
#include "model/postgres/facts.h"
#include "sql/postgres/normalize.h"

/* Checks go with the columns; keys make indexes of the table's own, with names of their own. */
static void copy_constraint(struct reader *r, const struct relation *to, const struct object *from, int line)
{
    int before = r->parsing.line;
    r->parsing.line = line;
    constraint_copy(&r->parsing, from, object_schema(to->schema), to->name);
    r->parsing.line = before;
}

bool is_partition_of(const struct relation *table, const struct relation *parent)
{
    if (table->kind != RELATION_TABLE || table->n_parents == 0 || table->parents[0] != parent)
        return false;
    return item_attribute(table->item, "partition of") != NULL;
}

void copy_check_to_partitions(struct reader *r, const struct relation *table, const struct object *check, int line)
{
    if (!constraint_is(check, 'c'))
        return;
    for (struct relation *child = r->relations; child; child = child->hh.next) {
        if (!is_partition_of(child, table) ||
            constraint_find(&r->parsing, object_schema(child->schema), child->name, check->name))
            continue;
        copy_constraint(r, child, check, line);
        copy_check_to_partitions(r, child, check, line);
    }
}

/* "VALUES" without parentheses: a list of expressions, MINVALUE and MAXVALUE being names to the parser. */
static const char *bound_values(struct statement *s, const json_t *list)
{
    const char *text = "";
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *names = field_node(node_as(item, "ColumnRef"), "fields");
        const char *value = list_is_one(names, "minvalue")   ? "MINVALUE"
                            : list_is_one(names, "maxvalue") ? "MAXVALUE"
                                                             : statement_deparse(s, PIECE_EXPRESSION, item);
        text = mem_printf(s->ctx, "%s%s%s", text, i > 0 ? ", " : "", value);
    }
    return text;
}

static const char *bound_words(struct statement *s, const json_t *bound)
{
    const char *strategy = field_text(bound, "strategy");
    if (field_flag(bound, "is_default"))
        return "DEFAULT";
    if (strategy[0] == 'h')
        return mem_printf(s->ctx, "FOR VALUES WITH (modulus %ld, remainder %ld)", field_number(bound, "modulus"),
                          field_number(bound, "remainder"));
    if (strategy[0] == 'l')
        return mem_printf(s->ctx, "FOR VALUES IN (%s)", bound_values(s, field_node(bound, "listdatums")));
    return mem_printf(s->ctx, "FOR VALUES FROM (%s) TO (%s)", bound_values(s, field_node(bound, "lowerdatums")),
                      bound_values(s, field_node(bound, "upperdatums")));
}

void attach_partition(struct reader *r, struct statement *s, struct relation *parent, struct relation *child,
                      const json_t *bound)
{
    const json_t *body = node_as(bound, "PartitionBoundSpec");
    const char *name = qualified_name(s->ctx, parent->schema, parent->name);
    const char *words_of_bound = bound_words(s, body ? body : bound);
    model_set(r->draft, child->item, "partition of", name);
    model_set(r->draft, child->item, "bound", words_of_bound);
    relation_add_parent(child, parent);
    parent->n_attached++;
}

/* RANGE (at, lower(k)): elements are those of an index under another name. */
static const char *partition_key(struct statement *s, const json_t *spec)
{
    json_t *elements = json_array();
    size_t i;
    json_t *item;
    json_array_foreach(field_node(spec, "partParams"), i, item)
    {
        json_t *body = json_deep_copy(node_body(item));
        json_array_append_new(elements, json_pack("{s:o}", "IndexElem", body));
    }
    const char *strategy = field_text(spec, "strategy");
    const char *key = statement_deparse(s, PIECE_INDEX_ELEMENTS, elements);
    json_decref(elements);
    static const char *const strategies[] = {"RANGE", "LIST", "HASH"};
    for (i = 0; i < sizeof(strategies) / sizeof(*strategies); i++)
        if (strcasecmp(strategy, strategies[i]) == 0)
            return mem_printf(s->ctx, "%s (%s)", strategies[i], key);
    return mem_printf(s->ctx, "%s (%s)", strategy, key);
}

/* What the key is made of keeps its type. */
static void read_partition_key(struct reader *r, struct statement *s, struct relation *table, json_t *spec)
{
    size_t i;
    json_t *element, *names = json_array();
    json_array_foreach(field_node(spec, "partParams"), i, element)
    {
        const char *name = field_text(node_body(element), "name");
        if (name[0])
            json_array_append_new(names, make_string(name));
    }
    add_references(r, table->item, "uses", spec, table->schema, table->name);
    add_named_columns(r, table->item, names, table->schema, table->name);
    json_decref(names);
    model_set(r->draft, table->item, "partition key", partition_key(s, spec));
}

/* LIKE another table: its columns, and what else is asked for of what stands in CREATE TABLE. */
static void read_like(struct reader *r, struct relation *table, const json_t *clause, int line)
{
    enum { CONSTRAINTS = 1 << 2, DEFAULTS = 1 << 3, GENERATED = 1 << 4, INDEXES = 1 << 6 };
    const struct relation *other = relation_of(r, field_node(clause, "relation"));
    long options = field_number(clause, "options");
    for (size_t i = 0; other && i < other->n_columns; i++) {
        copy_column(r, table, &other->columns[i], line);
        struct object *copy = column_find(table, other->columns[i].object->name)->object;
        if (!(options & (copy->values[COLUMN_GENERATED] ? GENERATED : DEFAULTS)))
            copy->values[COLUMN_GENERATED] = copy->values[COLUMN_DEFAULT] = NULL;
    }
    for (struct object *o = other ? constraint_of(r, other) : NULL; o; o = next_constraint(o))
        if (options & (constraint_is(o, 'c') ? CONSTRAINTS : INDEXES))
            copy_constraint(r, table, o, line);
}

/* A typed table's columns are those of its type. */
static void read_of_type(struct reader *r, struct statement *s, struct relation *table, const json_t *type)
{
    const struct name_pair name = field_of_names(field_node(type, "names"));
    const struct object *composite = parsing_find(&r->parsing, &postgres_composite, name.schema, "", name.name);
    model_set(r->draft, table->item, "of type", statement_deparse(s, PIECE_TYPE, type));
    if (!composite)
        return;
    const struct catalog catalog = described_catalog(r, composite);
    const struct objects columns = columns_of(s->ctx, &catalog, composite);
    for (size_t i = 0; i < columns.n; i++) {
        struct object *added = column_add(r, table, columns.items[i]->name, s->line)->object;
        const struct parsed_fact *fact;
        added->values[COLUMN_TYPE] = columns.items[i]->values[COLUMN_TYPE];
        for (size_t k = 0; (fact = parsing_fact(columns.items[i], k)); k++)
            parsing_add_fact(&r->parsing, added, fact->name, fact->value);
    }
}

static void read_parents(struct reader *r, struct statement *s, struct relation *table, json_t *body)
{
    json_t *bound = field_node(body, "partbound"), *item;
    const char *names = "";
    size_t i;
    json_array_foreach(field_node(body, "inhRelations"), i, item)
    {
        const json_t *range = node_as(item, "RangeVar");
        struct relation *parent = relation_of(r, range);
        const char *name = qualified_name(s->ctx, field_text(range, "schemaname"), field_text(range, "relname"));
        names = mem_printf(s->ctx, "%s%s%s", names, i > 0 ? ", " : "", name);
        if (!parent)
            continue;
        if (!bound)
            inherit_from(r, parent, table, s->line);
        for (size_t c = 0; bound && c < parent->n_columns; c++)
            copy_column(r, table, &parent->columns[c], s->line);
        for (struct object *o = bound ? constraint_of(r, parent) : NULL; o; o = next_constraint(o))
            copy_constraint(r, table, o, s->line);
        if (bound)
            attach_partition(r, s, parent, table, bound);
    }
    if (names[0] && !bound)
        model_set(r->draft, table->item, "inherits", names);
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

static void read_elements(struct reader *r, struct statement *s, struct relation *table, const json_t *elements)
{
    size_t i;
    json_t *item;
    json_array_foreach(elements, i, item)
    {
        int line = line_at(s, field_number(node_body(item), "location"));
        if (node_as(item, "ColumnDef") && is_twin(elements, i))
            s->lost = true;
        else if (node_as(item, "ColumnDef"))
            read_column(r, s, table, node_body(item), line);
        else if (node_as(item, "TableLikeClause"))
            read_like(r, table, node_body(item), line);
    }
    json_array_foreach(elements, i, item)
    {
        json_t *constraint = node_as(item, "Constraint");
        if (constraint)
            read_constraint(r, s, table, constraint, line_at(s, field_number(constraint, "location")));
    }
}

static bool is_temporary(const json_t *range)
{
    return field_is(range, "relpersistence", "t");
}

/* A partitioned table has one only where it is said, for its partitions. */
void set_access_method(struct reader *r, const struct relation *table, const char *method)
{
    const char *usual = r->parsing.table_method ? r->parsing.table_method : "heap";
    const char *own = method[0] ? method : usual;
    bool said = item_attribute(table->item, "partition key") ? method[0] : strcmp(own, "heap") != 0;
    model_set(r->draft, table->item, "access method", said ? own : NULL);
}

/* The table of a CREATE TABLE; NULL where nothing is to be read of it, *known false where that cannot be determined. */
static struct relation *create_table(struct reader *r, struct statement *s, json_t *body, bool *known)
{
    json_t *range = field_node(body, "relation");
    const char *schema = schema_of(field_text(range, "schemaname")), *name = field_text(range, "relname");
    *known = is_temporary(range) || !relation_find(r, schema, name) || field_flag(body, "if_not_exists");
    if (is_temporary(range) || relation_find(r, schema, name))
        return NULL;
    struct item *item = model_add(r->draft, &model_table, schema, "", name, s->line);
    struct relation *table = relation_add(r, RELATION_TABLE, schema, name, item);
    if (field_is(range, "relpersistence", "u"))
        model_set(r->draft, item, "kind", "unlogged");
    if (field_node(body, "ofTypename"))
        read_of_type(r, s, table, field_node(body, "ofTypename"));
    read_parents(r, s, table, body);
    read_elements(r, s, table, field_node(body, "tableElts"));
    if (field_node(body, "partspec"))
        read_partition_key(r, s, table, field_node(body, "partspec"));
    set_storage_options(r, item, "options",
                        field_of_storage_options(&r->parsing, NULL, field_node(body, "options"), false));
    set_access_method(r, table, field_text(body, "accessMethod"));
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
    model_set(r->draft, table->item, "kind", "foreign");
    model_set(r->draft, table->item, "access method", NULL);
    model_set(r->draft, table->item, "server", field_text(body, "servername"));
    set_foreign_options(r, table->item, "options", field_node(body, "options"));
    return true;
}
