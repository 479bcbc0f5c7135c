#include "kind/postgres/identity.h"

#include "base/mem.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"
#include "sql/postgres/server_name.h"

static void set_fact(void *to, const char *name, const char *value)
{
    const struct parsed_fact_target *target = to;
    parsing_set_fact(target->parsing, target->object, name, value);
}

static void set_options(struct parsing *parsing, struct object *column, const char *options)
{
    column->values[COLUMN_IDENTITY_OPTIONS] = options;
    find_sequence_facts(parsing->ctx, options, set_fact, &(struct parsed_fact_target){parsing, column});
}

/* The sequence is in the table's schema; nothing else of a column is called by its name. */
void identity_recompute(struct parsing *parsing, struct object *column)
{
    const char *sequence = column->values[COLUMN_IDENTITY_SEQUENCE];
    if (sequence)
        parsing_call(parsing, column, column->schema, sequence);
}

void identity_rename(struct parsing *parsing, struct object *column, const char *name)
{
    column->values[COLUMN_IDENTITY_SEQUENCE] = mem_strdup(parsing->ctx, name);
    identity_recompute(parsing, column);
}

void identity_set_unlogged(struct object *column, bool unlogged)
{
    column->values[COLUMN_IDENTITY_PERSISTENCE] = unlogged ? "UNLOGGED" : "LOGGED";
}

void identity_parse(struct parsing *parsing, struct object *column, const json_t *constraint)
{
    const json_t *options = field_node(constraint, "options");
    const json_t *named =
        field_node(node_as(field_node(sequence_element(options, "sequence_name"), "arg"), "List"), "items");
    bool unlogged = sequence_element(options, "unlogged") || field_flag(constraint, "unlogged");
    bool logged = sequence_element(options, "logged") || field_flag(constraint, "logged");
    column->values[COLUMN_IDENTITY] = field_is(constraint, "generated_when", "a") ? "a" : "d";
    column->values[COLUMN_NOT_NULL] = "t";
    identity_rename(parsing, column,
                    named ? field_of_names(named).name
                          : server_name(parsing->ctx, column->relation, column->name, "seq"));
    parsing_note_made(parsing, column);
    set_options(parsing, column, field_of_sequence_options(parsing, NULL, object_value(column, COLUMN_TYPE), options));
    column->values[COLUMN_IDENTITY_PERSISTENCE] = NULL;
    if (unlogged || logged)
        identity_set_unlogged(column, unlogged);
}

void identity_like(struct parsing *parsing, struct object *column, const struct object *from)
{
    struct list options = parse_array(parsing->ctx, object_value(from, COLUMN_IDENTITY_OPTIONS));
    column->values[COLUMN_IDENTITY] = from->values[COLUMN_IDENTITY];
    identity_rename(parsing, column, server_name(parsing->ctx, column->relation, column->name, "seq"));
    if (options.n > SEQUENCE_TYPE)
        options.items[SEQUENCE_TYPE] = mem_strdup(parsing->ctx, "bigint");
    set_options(parsing, column, array_text(parsing->ctx, (const char *const *)options.items, (size_t)options.n));
}

void identity_drop(struct parsing *parsing, struct object *column)
{
    column->values[COLUMN_IDENTITY] = column->values[COLUMN_IDENTITY_SEQUENCE] = NULL;
    column->values[COLUMN_IDENTITY_OPTIONS] = column->values[COLUMN_IDENTITY_PERSISTENCE] = NULL;
    parsing_call(parsing, column, NULL, NULL);
}

struct object *identity_of_sequence(struct parsing *parsing, const char *schema, const char *sequence)
{
    return parsing_called(parsing, &postgres_column, schema, sequence);
}

void identity_alter(struct parsing *parsing, struct object *column, const json_t *options)
{
    set_options(parsing, column,
                field_of_sequence_options(parsing, column->values[COLUMN_IDENTITY_OPTIONS], NULL, options));
}

void identity_set_type(struct parsing *parsing, struct object *column)
{
    const char *before = column->values[COLUMN_IDENTITY_OPTIONS];
    if (before)
        set_options(parsing, column,
                    field_of_sequence_options(parsing, before, object_value(column, COLUMN_TYPE), NULL));
}
