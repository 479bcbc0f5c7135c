/* Columns: their types and what is said behind them. */
#include <string.h>
#include <strings.h>

#include "kind/postgres/column.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/table.h"
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

/* Some of the words that the server takes for true, or for false. */
static bool is_word_of(const char *word, const char *const *words)
{
    while (*words && strcasecmp(*words, word) != 0)
        words++;
    return *words;
}

/* A text that is said of a boolean column is stored as what it means. */
static void read_boolean(json_t *value)
{
    static const char *const yes[] = {"t", "true", "y", "yes", "on", "1", NULL};
    static const char *const no[] = {"f", "false", "n", "no", "off", "0", NULL};
    json_t *constant = node_as(value, "A_Const");
    const char *word = field_text(field_node(constant, "sval"), "sval");
    bool is = is_word_of(word, yes);
    if (!word[0] || (!is && !is_word_of(word, no)))
        return;
    json_object_del(constant, "sval");
    json_object_set_new(constant, "boolval", is ? json_pack("{s:b}", "boolval", 1) : json_object());
}

void set_default(struct reader *r, struct statement *s, struct object *column, json_t *value)
{
    const char *type = column_type(column);
    /* The types of a view's columns are not known: a constant is believed to be of its column's. */
    if (!type[0] && node_as(value, "TypeCast"))
        type = statement_deparse(s, PIECE_TYPE, field_node(node_body(value), "typeName"));
    if (strcmp(type, "boolean") == 0)
        read_boolean(value);
    char *text = piece_default(s->ctx, value, type);
    s->lost = s->lost || !text;
    bool null = !text || strcmp(text, "NULL") == 0;
    column->values[COLUMN_DEFAULT] = null ? NULL : mem_strdup(r->work, text);
    set_default_facts(r, column, value);
}

static void set_generated(struct reader *r, struct statement *s, struct object *column, const json_t *constraint)
{
    json_t *expression = field_node(constraint, "raw_expr");
    bool is_virtual = field_is(constraint, "generated_kind", "v");
    struct object *o = column;
    r->parsing.reader->find_uses(&r->parsing, o, "uses", expression, o->schema, o->relation);
    parsing_add_fact(&r->parsing, o, "generated", is_virtual ? "VIRTUAL" : "STORED");
    o->values[COLUMN_GENERATED] = is_virtual ? "v" : "s";
    o->values[COLUMN_DEFAULT] = mem_strdup(r->work, statement_deparse(s, PIECE_EXPRESSION, expression));
}

void read_column_constraint(struct reader *r, struct statement *s, struct relation *table, const char *name,
                            json_t *constraint)
{
    const char *type = field_text(constraint, "contype");
    struct object *column = column_find(table, name);
    if (!column)
        return;
    if (strcmp(type, "CONSTR_NOTNULL") == 0)
        set_not_null(r, column, constraint);
    else if (strcmp(type, "CONSTR_DEFAULT") == 0)
        set_default(r, s, column, field_node(constraint, "raw_expr"));
    else if (strcmp(type, "CONSTR_IDENTITY") == 0)
        add_identity(r, s, table, column, constraint);
    else if (strcmp(type, "CONSTR_GENERATED") == 0)
        set_generated(r, s, column, constraint);
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

static void set_type(struct reader *r, struct statement *s, struct relation *table, struct object *column,
                     const json_t *definition, int line)
{
    const json_t *type = field_node(definition, "typeName");
    if (!type)
        return;
    const char *serial = serial_type(type);
    struct object *o = column;
    o->values[COLUMN_TYPE] = serial ? serial : mem_strdup(r->work, statement_deparse(s, PIECE_TYPE, type));
    if (serial) {
        set_system_type_facts(r, o, integer_name(serial));
        o->values[COLUMN_DEFAULT] = mem_strdup(r->work, add_serial(r, s, table, column, serial, line));
        drop_default_facts(o);
        parsing_add_fact(&r->parsing, o, "default call", "nextval");
        o->values[COLUMN_NOT_NULL] = "t";
    } else {
        set_type_facts(r, o, type);
    }
}

void read_column(struct reader *r, struct statement *s, struct relation *table, const json_t *definition, int line)
{
    const char *name = field_text(definition, "colname");
    struct object *column = column_find(table, name);
    if (!column)
        column = column_add(r, table, name, line);
    if (!object_flag(column, COLUMN_LOCAL)) {
        column->values[COLUMN_LOCAL] = "t";
        parsing_set_line(column, line);
    }
    set_type(r, s, table, column, definition, line);
    column_parse(&r->parsing, column, definition);
    const json_t *constraints = field_node(definition, "constraints");
    size_t i;
    json_t *item;
    give_attributes(constraints);
    json_array_foreach(constraints, i, item)
    {
        give_column(node_as(item, "Constraint"), name);
        read_column_constraint(r, s, table, name, node_as(item, "Constraint"));
    }
}
