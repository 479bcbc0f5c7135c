/* The commands of ALTER TABLE and its like that change one column. */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/column_option.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/alter.h"
#include "model/postgres/facts.h"
#include "model/postgres/follow.h"
#include "model/postgres/target.h"

static struct object *column_of(const struct alter *c)
{
    return column_find(c->relation, c->name);
}

static bool add_column(const struct alter *c)
{
    const json_t *definition = node_as(c->def, "ColumnDef");
    if (field_flag(c->command, "missing_ok") && column_find(c->relation, field_text(definition, "colname")))
        return true;
    if (column_find(c->relation, field_text(definition, "colname")))
        return false;
    read_column(c->r, c->s, c->relation, definition, c->s->line);
    inherit_added_column(c->r, c->relation, field_text(definition, "colname"), c->s->line);
    return true;
}

static void drop_members(struct reader *r, const struct relation *table, const char *column)
{
    struct parsing *parsing = &r->parsing;
    for (struct object *next, *o = parsing_child(parsing, object_schema(table->schema), table->name); o; o = next) {
        next = parsing_next_child(o);
        bool member = o->kind == &postgres_index || o->kind == &postgres_constraint;
        if (member && object_has_column(o, column))
            parsing->reader->drop(parsing, o);
    }
}

void drop_table_column(struct reader *r, struct statement *s, struct relation *table, const char *name, bool only)
{
    const struct target said = member_target(s, "COLUMN", table->schema, table->name, name);
    drop_members(r, table, name);
    drop_comment(r, &said);
    rename_column_privileges(r, table, name, NULL);
    drop_owned(r, s, (struct owned_by){table->schema, table->name, name});
    column_forget(r, table, name);
    if (!only)
        drop_inherited_column(r, table, name);
}

static bool drop_column(const struct alter *c)
{
    struct following f = {.r = c->r, .s = c->s};
    if (column_of(c))
        follow_column(&f, c->relation, c->name);
    drop_table_column(c->r, c->s, c->relation, c->name, c->only);
    return !field_is(c->command, "behavior", "DROP_CASCADE") || follow_all(&f);
}

static bool change_default(const struct alter *c)
{
    struct object *column = column_of(c);
    if (!column)
        return false;
    drop_default_facts(column);
    if (c->def)
        set_default(c->r, c->s, column, c->def);
    else
        column->values[COLUMN_DEFAULT] = NULL;
    return true;
}

static bool set_type(const struct alter *c)
{
    const json_t *definition = node_as(c->def, "ColumnDef");
    const json_t *collation = field_node(field_node(definition, "collClause"), "collname");
    struct object *column = column_of(c);
    if (!column)
        return false;
    const char *type = statement_deparse(c->s, PIECE_TYPE, field_node(definition, "typeName"));
    column->values[COLUMN_TYPE] = mem_strdup(c->r->work, type);
    set_type_facts(c->r, column, field_node(definition, "typeName"));
    column->values[COLUMN_COLLATION] = field_of_name_pair(&c->r->parsing, collation);
    struct relation *sequence = sequence_of_identity(c->r, c->relation, column);
    if (sequence)
        change_identity(c->r, sequence, column_type(column), NULL);
    return true;
}

static bool make_not_null(const struct alter *c)
{
    if (!column_of(c))
        return false;
    require_not_null(c->relation, c->name);
    return true;
}

static bool make_null(const struct alter *c)
{
    struct object *column = column_of(c);
    if (column)
        drop_not_null(column);
    return column != NULL;
}

static bool drop_expression(const struct alter *c)
{
    struct object *column = column_of(c);
    if (!column)
        return false;
    parsing_drop_facts(column, "generated");
    parsing_drop_facts(column, "uses");
    column->values[COLUMN_GENERATED] = column->values[COLUMN_DEFAULT] = NULL;
    return true;
}

static bool drop_identity(const struct alter *c)
{
    struct object *column = column_of(c);
    if (column)
        column->values[COLUMN_IDENTITY] = NULL;
    return column != NULL;
}

static bool set_foreign(const struct alter *c)
{
    struct object *column = column_of(c);
    if (column)
        column->values[COLUMN_FOREIGN_OPTIONS] = changed_foreign_options(
            &c->r->parsing, column->values[COLUMN_FOREIGN_OPTIONS], field_node(node_as(c->def, "List"), "items"));
    return column != NULL;
}

static bool set_one(const struct alter *c)
{
    const struct object table = {.schema = object_schema(c->relation->schema), .name = c->relation->name};
    return column_of(c) && parse_column_setting(&c->r->parsing, &table, c->command);
}

bool alter_column_setting(const struct alter *c)
{
    const struct column_setting *setting = column_setting_of(field_text(c->command, "subtype"));
    return setting && make_change_of_column(c, &(const struct alter_rule){NULL, set_one, setting->below});
}

bool make_change_of_column(const struct alter *c, const struct alter_rule *rule)
{
    bool known = rule->make(c);
    for (struct relation *child = c->r->relations; child && rule->below && !c->only; child = child->hh.next) {
        struct alter below = *c;
        below.relation = child;
        if (is_below(child, c->relation) && column_find(child, c->name))
            known = make_change_of_column(&below, rule) && known;
    }
    return known;
}

/* The parser's letter is a number; tree_normalize makes texts of the numbers of options. */
static bool is_always(const json_t *generated)
{
    const json_t *body = node_body(generated);
    return field_number(body, "ival") == 'a' || atoi(field_text(body, "sval")) == 'a';
}

/* SET GENERATED ALWAYS, SET INCREMENT BY 2, RESTART */
static bool alter_identity(const struct alter *c)
{
    const json_t *options = field_node(node_as(c->def, "List"), "items");
    const json_t *generated = field_node(sequence_element(options, "generated"), "arg");
    struct object *column = column_of(c);
    struct relation *sequence = column ? sequence_of_identity(c->r, c->relation, column) : NULL;
    if (!sequence)
        return false;
    if (generated)
        column->values[COLUMN_IDENTITY] = is_always(generated) ? "a" : "d";
    sequence_restart(&c->r->parsing, object_schema(sequence->schema), sequence->name, options);
    return change_identity(c->r, sequence, NULL, options);
}

static bool add_identity_to(const struct alter *c)
{
    struct object *column = column_of(c);
    const json_t *constraint = node_as(c->def, "Constraint");
    if (!column || !constraint)
        return false;
    add_identity(c->r, c->s, c->relation, column, constraint);
    return true;
}

const struct alter_rule alter_column_rules[] = {
    {"AT_AddColumn", add_column, false},
    {"AT_AddIdentity", add_identity_to, false},
    {"AT_AlterColumnGenericOptions", set_foreign, false},
    {"AT_AlterColumnType", set_type, true},
    {"AT_ColumnDefault", change_default, true},
    {"AT_DropColumn", drop_column, false},
    {"AT_DropExpression", drop_expression, true},
    {"AT_DropIdentity", drop_identity, false},
    {"AT_DropNotNull", make_null, true},
    {"AT_SetIdentity", alter_identity, false},
    {"AT_SetNotNull", make_not_null, true},
    {NULL, NULL, false},
};
