#include "kind/postgres/column_statement.h"

#include <stdlib.h>
#include <string.h>

#include "kind/postgres/column_option.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "sql/postgres/constant.h"
#include "sql/postgres/normalize.h"

struct object *column_make(struct parsing *parsing, const struct object *table, const char *name)
{
    struct object *o = parsing_add(parsing, &postgres_column, table->schema, table->name, name);
    o->values[COLUMN_NOT_NULL_VALID] = o->values[COLUMN_LOCAL] = "t";
    return o;
}

/* ---- its type ---- */

static void drop_type_facts(struct object *column)
{
    static const char *const names[] = {TYPE_FACTS};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        parsing_drop_facts(column, names[i]);
}

bool column_set_type(struct parsing *parsing, struct object *column, const json_t *type)
{
    const char *text = field_of_type(parsing, type);
    column->values[COLUMN_TYPE] = text ? text : "";
    drop_type_facts(column);
    add_type_facts(parsing, column, type);
    return text != NULL;
}

void column_set_system_type(struct parsing *parsing, struct object *column, const char *type, const char *name)
{
    column->values[COLUMN_TYPE] = type;
    drop_type_facts(column);
    parsing_add_fact(parsing, column, "type schema", "");
    parsing_add_fact(parsing, column, "type", name);
}

/* A row of this table for serial and its kin, else NULL. */
static const char *const *serial_type(const json_t *type)
{
    static const char *const types[][3] = {
        {"serial", "integer", "int4"}, {"serial4", "integer", "int4"},      {"bigserial", "bigint", "int8"},
        {"serial8", "bigint", "int8"}, {"smallserial", "smallint", "int2"}, {"serial2", "smallint", "int2"},
    };
    const json_t *names = field_node(type, "names");
    for (size_t i = 0; json_array_size(names) == 1 && i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(list_text(names, 0), types[i][0]) == 0)
            return types[i];
    return NULL;
}

static void make_serial(struct parsing *parsing, struct object *column, const char *type)
{
    const struct object *table = parsing_find(parsing, &postgres_table, column->schema, "", column->relation);
    const char *name = parsing->reader->choose_name(parsing, column->schema, column->relation, column->name, "seq");
    struct object *sequence =
        sequence_add(parsing, name, type, (struct sequence_owner){column->schema, column->relation, column->name});
    parsing_set_line(sequence, parsing_line(column));
    sequence_set_unlogged(sequence, table && object_flag(table, TABLE_UNLOGGED));
    column_drop_default(column);
    column->values[COLUMN_DEFAULT] = sequence_next_value(parsing->ctx, sequence);
    parsing_add_fact(parsing, column, "default call", "nextval");
    column->values[COLUMN_NOT_NULL] = "t";
}

static bool parse_type(struct parsing *parsing, struct object *column, const json_t *type)
{
    const char *const *serial = type ? serial_type(type) : NULL;
    if (!serial)
        return !type || column_set_type(parsing, column, type);
    column_set_system_type(parsing, column, serial[1], serial[2]);
    make_serial(parsing, column, serial[1]);
    return true;
}

/* ---- its default ---- */

/* The functions that it calls. */
static void add_calls(struct parsing *parsing, struct object *column, json_t *value)
{
    size_t i;
    const char *name;
    json_t *member;
    const json_t *names = field_node(node_as(value, "FuncCall"), "funcname");
    if (names) {
        const struct name_pair function = field_of_names(names);
        bool of_system = strcmp(function.schema, "public") == 0 || strcmp(function.schema, "pg_catalog") == 0;
        parsing_add_fact(parsing, column, "default call schema", of_system ? "" : function.schema);
        parsing_add_fact(parsing, column, "default call", function.name);
    }
    json_array_foreach(value, i, member) add_calls(parsing, column, member);
    json_object_foreach(value, name, member) add_calls(parsing, column, member);
}

void column_drop_default(struct object *column)
{
    column->values[COLUMN_DEFAULT] = NULL;
    parsing_drop_facts(column, "default call schema");
    parsing_drop_facts(column, "default call");
}

bool column_set_default(struct parsing *parsing, struct object *column, json_t *value)
{
    const char *type = object_value(column, COLUMN_TYPE);
    column_drop_default(column);
    /* Of a typed table whose type the text has not made: a constant is believed to be of its column's type. */
    if (!type[0] && node_as(value, "TypeCast"))
        type = field_of_type(parsing, field_node(node_body(value), "typeName"));
    parsing->reader->say_casts(parsing, value, "", "");
    if (type)
        constant_as_stored(value, domain_stored_type_of_text(parsing, type));
    if (type) {
        cast_domain_constant(parsing, value, type);
        cast_null_default(value, type);
    }
    if (type && is_null_default(parsing, value, type))
        return true;
    const char *text = type ? piece_default(parsing->ctx, value, type) : NULL;
    if (text && strcmp(text, "NULL") != 0)
        column->values[COLUMN_DEFAULT] = text;
    add_calls(parsing, column, value);
    return text != NULL;
}

bool column_counts_by(const struct object *o, const struct object *sequence)
{
    const char *value = o->kind == &postgres_column ? o->values[COLUMN_DEFAULT] : NULL;
    char *next = value ? sequence_next_value(NULL, sequence) : NULL;
    bool is = value && strcmp(value, next) == 0;
    mem_free(next);
    return is;
}

void columns_rename_sequence(struct parsing *parsing, const struct object *old, const struct object *renamed)
{
    const char *after = sequence_next_value(parsing->ctx, renamed);
    for (struct object *o = parsing_next(parsing, NULL); o; o = parsing_next(parsing, o))
        if (column_counts_by(o, old))
            o->values[COLUMN_DEFAULT] = after;
}

bool column_say_generated(struct parsing *parsing, struct object *column, const json_t *constraint)
{
    json_t *expression = field_node(constraint, "raw_expr");
    parsing->reader->say_casts(parsing, expression, column->schema, column->relation);
    const char *text = piece_text(parsing->ctx, PIECE_EXPRESSION, expression);
    column->values[COLUMN_DEFAULT] = text ? text : "";
    return text != NULL;
}

static bool set_generated(struct parsing *parsing, struct object *column, const json_t *constraint)
{
    json_t *expression = field_node(constraint, "raw_expr");
    bool is_virtual = field_is(constraint, "generated_kind", "v");
    parsing->reader->find_uses(parsing, column, "uses", expression, column->schema, column->relation);
    parsing_add_fact(parsing, column, "generated", is_virtual ? "VIRTUAL" : "STORED");
    column->values[COLUMN_GENERATED] = is_virtual ? "v" : "s";
    return column_say_generated(parsing, column, constraint);
}

/* ---- NOT NULL ---- */

static void set_not_null(struct parsing *parsing, struct object *column, const json_t *constraint)
{
    column->values[COLUMN_NOT_NULL_NAME] = field_of_text(parsing, constraint, "conname");
    column->values[COLUMN_NOT_NULL] = "t";
    column->values[COLUMN_NOT_NULL_NO_INHERIT] = field_flag(constraint, "is_no_inherit") ? "t" : NULL;
    column->values[COLUMN_NOT_NULL_VALID] = field_flag(constraint, "skip_validation") ? "f" : "t";
}

void column_drop_not_null(struct object *column)
{
    column->values[COLUMN_NOT_NULL_NAME] = NULL;
    column->values[COLUMN_NOT_NULL] = column->values[COLUMN_NOT_NULL_NO_INHERIT] = NULL;
    column->values[COLUMN_NOT_NULL_VALID] = "t";
}

/* ---- constraints ---- */

static struct object *find_column(struct parsing *parsing, const struct object *table, const char *name)
{
    return parsing_find(parsing, &postgres_column, table->schema, table->name, name);
}

void key_require_columns(struct parsing *parsing, const struct object *constraint)
{
    struct list keys = {0};
    if (constraint_is(constraint, 'p'))
        keys = parse_array(parsing->ctx, constraint->values[CONSTRAINT_KEY_NAMES]);
    for (int i = 0; i < keys.n; i++) {
        struct object *column =
            parsing_find(parsing, &postgres_column, constraint->schema, constraint->relation, keys.items[i]);
        if (column)
            column->values[COLUMN_NOT_NULL] = "t";
    }
}

bool table_parse_constraint(struct parsing *parsing, const struct object *table, json_t *constraint,
                            struct object **made)
{
    struct object *o = NULL;
    const json_t *keys = field_node(constraint, "keys");
    bool not_null = field_is(constraint, "contype", "CONSTR_NOTNULL") && keys;
    struct object *column = not_null ? find_column(parsing, table, list_text(keys, 0)) : NULL;
    if (column)
        set_not_null(parsing, column, constraint);
    if (!not_null)
        o = constraint_parse(parsing, table->schema, table->name, constraint);
    if (o) {
        parsing_set_line(o, parsing_line_at(parsing, field_number(constraint, "location")));
        key_require_columns(parsing, o);
    }
    if (made)
        *made = o;
    return o || not_null;
}

/* A constraint that stands behind a column is about that column. */
static void give_column(json_t *constraint, const char *name)
{
    bool foreign = field_is(constraint, "contype", "CONSTR_FOREIGN");
    const char *member = foreign ? "fk_attrs" : "keys";
    bool key = foreign || field_is(constraint, "contype", "CONSTR_PRIMARY") ||
               field_is(constraint, "contype", "CONSTR_UNIQUE");
    if (key && !field_node(constraint, member))
        json_object_set_new(constraint, member, json_pack("[{s:{s:s}}]", "String", "sval", name));
}

static bool is_attribute(const json_t *constraint)
{
    static const char prefix[] = "CONSTR_ATTR";
    return strncmp(field_text(constraint, "contype"), prefix, strlen(prefix)) == 0;
}

/* DEFERRABLE and INITIALLY DEFERRED behind a column's constraint are constraints of their own to the parser. */
static void give_attributes(const json_t *constraints)
{
    json_t *before = NULL, *item;
    size_t i;
    json_array_foreach(constraints, i, item)
    {
        json_t *constraint = node_as(item, "Constraint");
        bool deferred = field_is(constraint, "contype", "CONSTR_ATTR_DEFERRED");
        if (before && (deferred || field_is(constraint, "contype", "CONSTR_ATTR_DEFERRABLE")))
            json_object_set_new(before, "deferrable", json_true());
        if (before && deferred)
            json_object_set_new(before, "initdeferred", json_true());
        before = is_attribute(constraint) ? before : constraint;
    }
}

static bool parse_constraint(struct parsing *parsing, struct object *column, json_t *constraint, json_t *of_table)
{
    const char *type = field_text(constraint, "contype");
    if (strcmp(type, "CONSTR_NOTNULL") == 0)
        set_not_null(parsing, column, constraint);
    else if (strcmp(type, "CONSTR_DEFAULT") == 0)
        return column_set_default(parsing, column, field_node(constraint, "raw_expr"));
    else if (strcmp(type, "CONSTR_IDENTITY") == 0)
        identity_parse(parsing, column, constraint);
    else if (strcmp(type, "CONSTR_GENERATED") == 0)
        return set_generated(parsing, column, constraint);
    else if (!is_attribute(constraint) && strcmp(type, "CONSTR_NULL") != 0)
        json_array_append(of_table, constraint);
    return true;
}

bool column_parse(struct parsing *parsing, struct object *o, const json_t *definition, json_t *of_table)
{
    const json_t *collation = field_node(definition, "collClause"), *options = field_node(definition, "fdwoptions"),
                 *constraints = field_node(definition, "constraints"), *item;
    bool known = parse_type(parsing, o, field_node(definition, "typeName"));
    size_t i;
    if (collation)
        o->values[COLUMN_COLLATION] = field_of_name_pair(parsing, field_node(collation, "collname"));
    if (options)
        o->values[COLUMN_FOREIGN_OPTIONS] =
            changed_foreign_options(parsing, o->values[COLUMN_FOREIGN_OPTIONS], options);
    parse_column_settings(parsing, o, definition);
    give_attributes(constraints);
    json_array_foreach(constraints, i, item)
    {
        give_column(node_as(item, "Constraint"), o->name);
        known = parse_constraint(parsing, o, node_as(item, "Constraint"), of_table) && known;
    }
    return known;
}

/* ---- of other tables ---- */

void column_copy(struct parsing *parsing, struct object *to, const struct object *from)
{
    static const char *const facts[] = {TYPE_FACTS, "default call schema", "default call", "generated"};
    static const bool stays[COLUMN_N_FIELDS] = {
        [COLUMN_IDENTITY] = true, [COLUMN_IDENTITY_SEQUENCE] = true, [COLUMN_IDENTITY_OPTIONS] = true,
        [COLUMN_LOCAL] = true,    [COLUMN_INHERITED] = true,         [COLUMN_FOREIGN_OPTIONS] = true,
        [COLUMN_POSITION] = true,
    };
    for (int f = 0; f < COLUMN_N_FIELDS; f++)
        if (!stays[f])
            to->values[f] = from->values[f];
    for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
        parsing_copy_facts(parsing, to, from, facts[i]);
}

void column_inherit(struct object *copy)
{
    copy->values[COLUMN_LOCAL] = copy->values[COLUMN_NOT_NULL_NAME] = NULL;
    if (object_flag(copy, COLUMN_NOT_NULL_NO_INHERIT))
        column_drop_not_null(copy);
    copy->values[COLUMN_NOT_NULL_VALID] = "t";
}

void column_inherit_default(struct parsing *parsing, struct object *column, const struct object *above)
{
    static const char *const facts[] = {"default call schema", "default call"};
    if (column->values[COLUMN_DEFAULT] || above->values[COLUMN_GENERATED])
        return;
    column->values[COLUMN_DEFAULT] = above->values[COLUMN_DEFAULT];
    for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
        parsing_copy_facts(parsing, column, above, facts[i]);
}

void column_merge(struct object *column, const struct object *above)
{
    if (object_flag(above, COLUMN_NOT_NULL) && !object_flag(above, COLUMN_NOT_NULL_NO_INHERIT))
        column->values[COLUMN_NOT_NULL] = "t";
}
