/* Sequences of serial and identity columns, and what becomes of a table's when that changes. */
#include <string.h>

#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"
#include "model/postgres/described.h"
#include "sql/postgres/server_name.h"

static const char *next_value(void *ctx, const char *schema, const char *name)
{
    return mem_printf(ctx, "nextval(%s::regclass)", quoted_literal(ctx, qualified_name(ctx, schema_of(schema), name)));
}

const char *add_serial(struct reader *r, struct statement *s, struct relation *table, struct object *column,
                       const char *type, int line)
{
    const char *name = choose_relation_name(r, s->ctx, table->schema, table->name, column->name, "seq");
    const char *schema = object_schema(table->schema);
    r->parsing.line = line;
    struct object *sequence =
        sequence_add(&r->parsing, name, type, (struct sequence_owner){schema, table->name, column->name});
    sequence_set_unlogged(sequence, object_flag(table->object, TABLE_UNLOGGED));
    return next_value(s->ctx, schema, name);
}

/* ---- identity ---- */

static void set_fact(void *to, const char *name, const char *value)
{
    const struct parsed_fact_target *target = to;
    parsing_set_fact(target->parsing, target->object, name, value);
}

static void set_identity(struct reader *r, const struct relation *sequence, struct object *column)
{
    column->values[COLUMN_IDENTITY_SEQUENCE] = mem_strdup(r->work, sequence->name);
    column->values[COLUMN_IDENTITY_OPTIONS] = sequence->options;
    find_sequence_facts(r->work, sequence->options, set_fact, &(struct parsed_fact_target){&r->parsing, column});
}

struct relation *table_of_identity(struct reader *r, const struct relation *sequence)
{
    struct relation *table = r->relations;
    while (table && !identity_column(table, sequence))
        table = table->hh.next;
    return table;
}

struct object *identity_column(const struct relation *table, const struct relation *sequence)
{
    for (size_t i = 0; sequence->kind == RELATION_IDENTITY && i < table->n_columns; i++)
        if (table->columns[i] == sequence->identity)
            return sequence->identity->values[COLUMN_IDENTITY] ? sequence->identity : NULL;
    return NULL;
}

void add_identity(struct reader *r, struct statement *s, struct relation *table, struct object *column,
                  const json_t *constraint)
{
    const json_t *options = field_node(constraint, "options");
    const json_t *named =
        field_node(node_as(field_node(sequence_element(options, "sequence_name"), "arg"), "List"), "items");
    const char *name = named ? names_last(named) : server_name(s->ctx, table->name, column->name, "seq");
    const char *schema = json_array_size(named) > 1 ? names_schema(named) : table->schema;
    struct relation *sequence = relation_add(r, RELATION_IDENTITY, schema, name);
    sequence->options = field_of_sequence_options(&r->parsing, NULL, column_type(column), options);
    sequence->identity = column;
    bool unlogged = sequence_element(options, "unlogged") || field_flag(constraint, "unlogged");
    if (unlogged || sequence_element(options, "logged") || field_flag(constraint, "logged"))
        sequence->persistence = unlogged ? PERSISTENCE_UNLOGGED : PERSISTENCE_LOGGED;
    column->values[COLUMN_IDENTITY] = field_is(constraint, "generated_when", "a") ? "a" : "d";
    set_identity(r, sequence, column);
    require_not_null(table, column->name);
}

bool change_identity(struct reader *r, struct relation *sequence, const char *type, const json_t *options)
{
    const struct relation *table = table_of_identity(r, sequence);
    struct object *column = table ? identity_column(table, sequence) : NULL;
    if (!column)
        return false;
    sequence->options = field_of_sequence_options(&r->parsing, sequence->options, type, options);
    set_identity(r, sequence, column);
    return true;
}

struct relation *sequence_of_identity(struct reader *r, const struct relation *table, const struct object *column)
{
    struct relation *sequence = r->relations;
    while (sequence && identity_column(table, sequence) != column)
        sequence = sequence->hh.next;
    return sequence;
}

/* The sequences of identity columns keep their names, and are in the table's schema. */
void rename_identities(struct reader *r, struct relation *table)
{
    for (struct relation *sequence = r->relations, *next; sequence; sequence = next) {
        next = sequence->hh.next;
        struct object *column = identity_column(table, sequence);
        if (!column)
            continue;
        if (strcmp(sequence->schema, table->schema) != 0)
            relation_rename(r, sequence, table->schema, sequence->name);
        set_identity(r, sequence, column);
    }
}

/* ---- with a table ---- */

static struct sequence_owner owner_of_column(struct owned_by by)
{
    return (struct sequence_owner){object_schema(by.schema), by.table, by.column};
}

struct object *next_owned(struct reader *r, struct owned_by by, struct object *after)
{
    struct object *o = parsing_next(&r->parsing, after);
    while (o && (o->kind != &postgres_sequence || !sequence_is_owned(o, owner_of_column(by))))
        o = parsing_next(&r->parsing, o);
    return o;
}

void drop_owned(struct reader *r, struct statement *s, struct owned_by by)
{
    r->statement = s;
    for (struct object *o = next_owned(r, by, NULL), *next; o; o = next) {
        next = next_owned(r, by, o);
        r->parsing.reader->drop(&r->parsing, o);
    }
}

void rename_owner(struct reader *r, struct statement *s, struct owned_by old, struct owned_by new_owner)
{
    struct object **owned = NULL;
    size_t n = 0;
    for (struct object *o = next_owned(r, old, NULL); o; o = next_owned(r, old, o)) {
        size_t at = mem_grow(s->ctx, &owned, &n);
        owned[at] = o;
    }
    for (size_t i = 0; i < n; i++) {
        struct sequence_owner owner = sequence_owner(r->work, owned[i]);
        owner.schema = object_schema(new_owner.schema);
        owner.table = new_owner.table;
        owner.column = new_owner.column ? new_owner.column : owner.column;
        sequence_set_owner(&r->parsing, owned[i], owner);
        if (strcmp(owned[i]->schema, owner.schema) != 0)
            s->lost = !rename_described(r, s, owned[i], owner.schema, NULL) || s->lost;
    }
}

bool is_numbered_by(void *ctx, const struct object *o, const struct object *sequence)
{
    const char *value = o->kind == &postgres_column ? o->values[COLUMN_DEFAULT] : NULL;
    return value && strcmp(value, next_value(ctx, sequence->schema, sequence->name)) == 0;
}

void rename_sequence_in_defaults(struct reader *r, struct statement *s, const struct object *old,
                                 const struct object *renamed)
{
    const char *after = mem_strdup(r->work, next_value(s->ctx, renamed->schema, renamed->name));
    for (struct object *o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o))
        if (is_numbered_by(s->ctx, o, old))
            o->values[COLUMN_DEFAULT] = after;
}
