/* Commands of ALTER TABLE about one column of a table that is there. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/column_statement.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "sql/postgres/lex.h"

static const json_t *list_of(const json_t *command)
{
    return field_node(node_as(field_node(command, "def"), "List"), "items");
}

static bool change_default(struct parsing *parsing, struct object *column, const json_t *command)
{
    json_t *value = field_node(command, "def");
    if (value)
        return column_set_default(parsing, column, value);
    column_drop_default(column);
    return true;
}

/* As a constant says its type: character varying of character varying(20), bpchar of character(3). */
static const char *type_of_constant(void *ctx, const char *type)
{
    size_t n = strcspn(type, "(");
    const char *behind = type[n] ? strchr(type + n, ')') : NULL;
    bool padded = n == strlen("character") && strncmp(type, "character", n) == 0;
    return mem_printf(ctx, "%.*s%s", padded ? (int)strlen("bpchar") : (int)n, padded ? "bpchar" : type,
                      behind ? behind + 1 : "");
}

/* The server converts a default that it has: a text that was written for the type before stays one of that. */
static void keep_type_of_default(struct parsing *parsing, struct object *column, const char *before)
{
    const char *value = column->values[COLUMN_DEFAULT];
    struct lexer l = {value, 0, value ? strlen(value) : 0};
    bool generated = column->values[COLUMN_GENERATED] != NULL;
    if (!value || generated || strcmp(before, object_value(column, COLUMN_TYPE)) == 0 ||
        lex_next(&l).kind != LEXEME_STRING || lex_next(&l).kind != LEXEME_END)
        return;
    const char *own = type_of_constant(parsing->ctx, before);
    if (strcmp(own, type_of_constant(parsing->ctx, object_value(column, COLUMN_TYPE))) != 0)
        column->values[COLUMN_DEFAULT] = mem_printf(parsing->ctx, "%s::%s", value, own);
}

static bool change_type(struct parsing *parsing, struct object *column, const json_t *command)
{
    const json_t *definition = node_as(field_node(command, "def"), "ColumnDef");
    const json_t *collation = field_node(field_node(definition, "collClause"), "collname");
    const char *before = mem_strdup(parsing->ctx, object_value(column, COLUMN_TYPE));
    bool known = column_set_type(parsing, column, field_node(definition, "typeName"));
    keep_type_of_default(parsing, column, before);
    column_option_forget_type(parsing, column);
    column->values[COLUMN_COLLATION] = field_of_name_pair(parsing, collation);
    identity_set_type(parsing, column);
    return known;
}

static bool make_not_null(struct parsing *parsing, struct object *column, const json_t *command)
{
    (void)parsing, (void)command;
    column->values[COLUMN_NOT_NULL] = "t";
    return true;
}

static bool make_null(struct parsing *parsing, struct object *column, const json_t *command)
{
    (void)parsing, (void)command;
    column_drop_not_null(column);
    return true;
}

static bool drop_expression(struct parsing *parsing, struct object *column, const json_t *command)
{
    (void)parsing, (void)command;
    parsing_drop_facts(column, "generated");
    parsing_drop_facts(column, "uses");
    column->values[COLUMN_GENERATED] = column->values[COLUMN_DEFAULT] = NULL;
    return true;
}

static bool change_foreign(struct parsing *parsing, struct object *column, const json_t *command)
{
    const char **options = &column->values[COLUMN_FOREIGN_OPTIONS];
    *options = changed_foreign_options(parsing, *options, list_of(command));
    return true;
}

static bool set_option(struct parsing *parsing, struct object *column, const json_t *command)
{
    const struct object table = {.schema = column->schema, .name = column->relation};
    return parse_column_setting(parsing, &table, command);
}

static bool add_identity(struct parsing *parsing, struct object *column, const json_t *command)
{
    const json_t *constraint = node_as(field_node(command, "def"), "Constraint");
    if (constraint)
        identity_parse(parsing, column, constraint);
    return constraint != NULL;
}

static bool drop_identity(struct parsing *parsing, struct object *column, const json_t *command)
{
    (void)command;
    identity_drop(parsing, column);
    return true;
}

/* The parser's letter is a number; tree_normalize makes texts of the numbers of options. */
static bool is_always(const json_t *generated)
{
    const json_t *body = node_body(generated);
    return field_number(body, "ival") == 'a' || atoi(field_text(body, "sval")) == 'a';
}

/* SET GENERATED ALWAYS, SET INCREMENT BY 2, RESTART */
static bool alter_identity(struct parsing *parsing, struct object *column, const json_t *command)
{
    const json_t *options = list_of(command);
    const json_t *generated = field_node(sequence_element(options, "generated"), "arg");
    if (!column->values[COLUMN_IDENTITY])
        return false;
    if (generated)
        column->values[COLUMN_IDENTITY] = is_always(generated) ? "a" : "d";
    sequence_keep_position(parsing, column->schema, column->values[COLUMN_IDENTITY_SEQUENCE], options);
    identity_alter(parsing, column, options);
    sequence_restart(parsing, column->schema, column->values[COLUMN_IDENTITY_SEQUENCE], options);
    return true;
}

bool column_command(const json_t *command, struct column_command *found)
{
    static const struct column_command commands[] = {
        {"AT_AddIdentity", add_identity, false},      {"AT_AlterColumnGenericOptions", change_foreign, false},
        {"AT_AlterColumnType", change_type, true},    {"AT_ColumnDefault", change_default, true},
        {"AT_DropExpression", drop_expression, true}, {"AT_DropIdentity", drop_identity, false},
        {"AT_DropNotNull", make_null, true},          {"AT_SetIdentity", alter_identity, false},
        {"AT_SetNotNull", make_not_null, true},
    };
    const char *subtype = field_text(command, "subtype");
    const struct column_setting *setting = column_setting_of(subtype);
    if (setting)
        *found = (struct column_command){subtype, set_option, setting->below};
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
        if (strcmp(commands[i].subtype, subtype) == 0) {
            *found = commands[i];
            return true;
        }
    return setting != NULL;
}
