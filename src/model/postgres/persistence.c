/* LOGGED and UNLOGGED: a table takes the sequences of its columns along, which may differ from it all the same. */
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"

/* Servers before 15 have no unlogged sequences: those of an unlogged table are what they are on later ones by nature.
 */
enum { SEQUENCES_SINCE = 150000 };

static bool is_unlogged(const struct relation *table)
{
    return object_flag(table->object, TABLE_UNLOGGED);
}

bool set_persistence(struct reader *r, struct relation *relation, bool unlogged)
{
    const struct owned_by by = {relation->schema, relation->name, NULL};
    if (relation->kind == RELATION_IDENTITY)
        relation->persistence = unlogged ? PERSISTENCE_UNLOGGED : PERSISTENCE_LOGGED;
    if (relation->kind != RELATION_TABLE)
        return relation->kind == RELATION_IDENTITY;
    relation->object->values[TABLE_UNLOGGED] = unlogged ? "t" : NULL;
    for (struct relation *sequence = r->relations; sequence; sequence = sequence->hh.next)
        if (identity_column(relation, sequence))
            sequence->persistence = unlogged ? PERSISTENCE_UNLOGGED : PERSISTENCE_LOGGED;
    for (struct object *o = next_owned(r, by, NULL); o; o = next_owned(r, by, o))
        sequence_set_unlogged(o, unlogged);
    return true;
}

/* What an identity's sequence is otherwise than its table goes with what else is said of it. */
static void finish_identity(struct reader *r, const struct relation *sequence)
{
    if (sequence->persistence == PERSISTENCE_OF_TABLE)
        return;
    const struct relation *table = table_of_identity(r, sequence);
    if (!table)
        return;
    bool unlogged = sequence->persistence == PERSISTENCE_UNLOGGED;
    if (unlogged == is_unlogged(table) || r->version < SEQUENCES_SINCE)
        return;
    sequence->identity->values[COLUMN_IDENTITY_PERSISTENCE] = unlogged ? "UNLOGGED" : "LOGGED";
}

static void settle_owned(struct reader *r, struct object *sequence)
{
    const struct sequence_owner owner = sequence_owner(r->work, sequence);
    const struct relation *table = owner.table ? relation_find(r, owner.schema, owner.table) : NULL;
    if (table && table->kind == RELATION_TABLE)
        sequence_set_unlogged(sequence, is_unlogged(table));
}

void finish_persistence(struct reader *r)
{
    for (struct relation *sequence = r->relations; sequence; sequence = sequence->hh.next)
        if (sequence->kind == RELATION_IDENTITY)
            finish_identity(r, sequence);
    struct object *o = r->version < SEQUENCES_SINCE ? parsing_next(&r->parsing, NULL) : NULL;
    for (; o; o = parsing_next(&r->parsing, o))
        if (o->kind == &postgres_sequence)
            settle_owned(r, o);
}
