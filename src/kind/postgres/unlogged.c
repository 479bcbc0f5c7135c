#include "kind/postgres/unlogged.h"

#include <string.h>

#include "kind/postgres/identity.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/table.h"

/* Servers before 15 have no unlogged sequences: those of an unlogged table are what they are on later ones by nature.
 */
enum { SEQUENCES_SINCE = 150000 };

void table_set_unlogged(struct parsing *parsing, struct object *table, bool unlogged)
{
    const struct sequence_owner by = {table->schema, table->name, NULL};
    table->values[TABLE_UNLOGGED] = unlogged ? "t" : NULL;
    for (struct object *o = parsing_child(parsing, table->schema, table->name); o; o = parsing_next_child(o))
        if (o->kind == &postgres_column && o->values[COLUMN_IDENTITY])
            identity_set_unlogged(o, unlogged);
    for (struct object *o = sequence_next_owned(parsing, by, NULL); o; o = sequence_next_owned(parsing, by, o))
        sequence_set_unlogged(o, unlogged);
}

static struct object *find_table(struct parsing *parsing, const char *schema, const char *name)
{
    return parsing_find(parsing, &postgres_table, schema, "", name);
}

static void finish_identity(struct parsing *parsing, struct object *column, int version)
{
    const struct object *table = find_table(parsing, column->schema, column->relation);
    bool unlogged = strcmp(column->values[COLUMN_IDENTITY_PERSISTENCE], "UNLOGGED") == 0;
    if (!table || unlogged == object_flag(table, TABLE_UNLOGGED) || version < SEQUENCES_SINCE)
        column->values[COLUMN_IDENTITY_PERSISTENCE] = NULL;
}

static void finish_owned(struct parsing *parsing, struct object *sequence)
{
    const struct sequence_owner owner = sequence_owner(parsing->ctx, sequence);
    const struct object *table = owner.table ? find_table(parsing, owner.schema, owner.table) : NULL;
    if (table)
        sequence_set_unlogged(sequence, object_flag(table, TABLE_UNLOGGED));
}

void finish_unlogged(struct parsing *parsing, int version)
{
    for (struct object *o = parsing_next(parsing, NULL); o; o = parsing_next(parsing, o))
        if (o->kind == &postgres_column && o->values[COLUMN_IDENTITY_PERSISTENCE])
            finish_identity(parsing, o, version);
        else if (o->kind == &postgres_sequence && version < SEQUENCES_SINCE)
            finish_owned(parsing, o);
}
