/* Columns: their types and what is said behind them. */
#include <string.h>
#include <strings.h>

#include "kind/postgres/column_setting.h"
#include "model/postgres/facts.h"
#include "sql/postgres/shorten.h"

/* "integer" for serial and its kin, else NULL. */
static const char *serial_type(const json_t *type)
{
    static const char *const types[][2] = {{"serial", "integer"}, {"serial4", "integer"},      {"bigserial", "bigint"},
                                           {"serial8", "bigint"}, {"smallserial", "smallint"}, {"serial2", "smallint"}};
    const json_t *names = field_node(type, "names");
    for (size_t i = 0; json_array_size(names) == 1 && i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(list_text(names, 0), types[i][0]) == 0)
            return types[i][1];
    return NULL;
}

/* As the server's catalog has it. */
static const char *integer_name(const char *type)
{
    return strcmp(type, "bigint") == 0 ? "int8" : strcmp(type, "smallint") == 0 ? "int2" : "int4";
}

void set_default(struct reader *r, struct statement *s, struct column *column, json_t *value)
{
    const char *type = column_type(column);
    /* The types of a view's columns are not known: a constant is believed to be of its column's. */
    if (!type[0] && node_as(value, "TypeCast"))
        type = statement_deparse(s, PIECE_TYPE, field_node(node_body(value), "typeName"));
    char *text = piece_default(s->ctx, value, type);
    s->lost = s->lost || !text;
    bool null = text && strcmp(text, "NULL") == 0;
    model_set(r->draft, column->item, "default", null ? NULL : text);
    set_default_facts(r, column->item, value);
}

static void set_generated(struct reader *r, struct statement *s, struct relation *table, struct column *column,
                          const json_t *constraint)
{
    json_t *expression = field_node(constraint, "raw_expr");
    const char *kept = field_is(constraint, "generated_kind", "v") ? "VIRTUAL" : "STORED";
    add_references(r, column->item, "uses", expression, table->schema, table->name);
    model_add_fact(r->draft, column->item, "generated", kept);
    model_set(r->draft, column->item, "generated",
              mem_printf(s->ctx, "(%s) %s", statement_deparse(s, PIECE_EXPRESSION, expression), kept));
}

void read_column_constraint(struct reader *r, struct statement *s, struct relation *table, const char *name,
                            json_t *constraint)
{
    const char *type = field_text(constraint, "contype");
    struct column *column = column_find(table, name);
    if (!column)
        return;
    if (strcmp(type, "CONSTR_NOTNULL") == 0)
        set_not_null(r, s, column, constraint);
    else if (strcmp(type, "CONSTR_DEFAULT") == 0)
        set_default(r, s, column, field_node(constraint, "raw_expr"));
    else if (strcmp(type, "CONSTR_IDENTITY") == 0)
        add_identity(r, s, table, column, constraint);
    else if (strcmp(type, "CONSTR_GENERATED") == 0)
        set_generated(r, s, table, column, constraint);
    else if (strncmp(type, "CONSTR_ATTR", strlen("CONSTR_ATTR")) != 0 && strcmp(type, "CONSTR_NULL") != 0)
        read_constraint(r, s, table, constraint, line_at(s, field_number(constraint, "location")));
}

/* A constraint that stands behind a column is about that column. */
static void give_column(json_t *constraint, const char *name)
{
    const char *type = field_text(constraint, "contype");
    const char *member = strcmp(type, "CONSTR_FOREIGN") == 0 ? "fk_attrs" : "keys";
    bool key = strcmp(type, "CONSTR_FOREIGN") == 0 || strcmp(type, "CONSTR_PRIMARY") == 0 ||
               strcmp(type, "CONSTR_UNIQUE") == 0;
    if (key && !field_node(constraint, member))
        json_object_set_new(constraint, member, json_pack("[{s:{s:s}}]", "String", "sval", name));
}

/* DEFERRABLE and INITIALLY DEFERRED behind a column's constraint are constraints of their own to the parser. */
static void give_attributes(const json_t *constraints)
{
    static const char *const attributes[][2] = {{"CONSTR_ATTR_DEFERRABLE", "deferrable"},
                                                {"CONSTR_ATTR_DEFERRED", "initdeferred"}};
    json_t *before = NULL, *item;
    size_t i;
    json_array_foreach(constraints, i, item)
    {
        json_t *constraint = node_as(item, "Constraint");
        bool attribute = strncmp(field_text(constraint, "contype"), "CONSTR_ATTR", strlen("CONSTR_ATTR")) == 0;
        for (size_t a = 0; before && a < sizeof(attributes) / sizeof(*attributes); a++)
            if (field_is(constraint, "contype", attributes[a][0]))
                json_object_set_new(before, attributes[a][1], json_true());
        if (field_is(constraint, "contype", "CONSTR_ATTR_DEFERRED") && before)
            json_object_set_new(before, "deferrable", json_true());
        before = attribute ? before : constraint;
    }
}

static void set_type(struct reader *r, struct statement *s, struct relation *table, struct column *column,
                     const json_t *definition, int line)
{
    const json_t *type = field_node(definition, "typeName"), *collation = field_node(definition, "collClause");
    if (!type)
        return;
    const char *serial = serial_type(type);
    model_set(r->draft, column->item, "type", serial ? serial : statement_deparse(s, PIECE_TYPE, type));
    if (serial) {
        copy_type_facts(r, column->item, &(struct item){0});
        set_system_type_facts(r, column->item, integer_name(serial));
        model_set(r->draft, column->item, "default", add_serial(r, s, table, column, serial, line));
        drop_default_facts(r, column->item);
        model_add_fact(r->draft, column->item, "default call", "nextval");
        model_set(r->draft, column->item, "not null", "NOT NULL");
    } else {
        set_type_facts(r, s, column->item, type);
    }
    const json_t *names = field_node(collation, "collname");
    const char *schema = names_schema(names);
    if (collation)
        model_set(r->draft, column->item, "collation",
                  qualified_name(s->ctx, strcmp(schema, "pg_catalog") == 0 ? "" : schema, names_last(names)));
    for (const struct column_setting *setting = column_settings; setting->name; setting++)
        if (setting->element && field_node(definition, setting->element))
            model_set(r->draft, column->item, setting->name, field_text(definition, setting->element));
}

void read_column(struct reader *r, struct statement *s, struct relation *table, const json_t *definition, int line)
{
    const char *name = field_text(definition, "colname");
    struct column *column = column_find(table, name);
    if (!column)
        column = column_add(r, table, name, line);
    if (column->inherited) {
        column->inherited = column->null_changed = column->default_changed = false;
        column->item->line = line;
    }
    set_type(r, s, table, column, definition, line);
    const json_t *constraints = field_node(definition, "constraints");
    if (field_node(definition, "fdwoptions"))
        set_foreign_options(r, column->item, "foreign options", field_node(definition, "fdwoptions"));
    size_t i;
    json_t *item;
    give_attributes(constraints);
    json_array_foreach(constraints, i, item)
    {
        give_column(node_as(item, "Constraint"), name);
        read_column_constraint(r, s, table, name, node_as(item, "Constraint"));
    }
}
