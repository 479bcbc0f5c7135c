/* LOGGED and UNLOGGED: a table takes the sequences of its columns along, which may differ from it all the same. */
#include <string.h>

#include "model/postgres/reader.h"

/* Servers before 15 have no unlogged sequences: those of an unlogged table are what they are on later ones by nature.
 */
enum { SEQUENCES_SINCE = 150000 };

/* Its column may be gone, and is not looked at before it is found here. */
static bool is_identity_of(const struct relation *table, const struct relation *sequence)
{
    for (size_t i = 0; sequence->identity && i < table->n_columns; i++)
        if (table->columns[i].item == sequence->identity)
            return item_attribute(sequence->identity, "identity") != NULL;
    return false;
}

/* The table of an identity's sequence. */
static struct relation *table_of_identity(struct reader *r, const struct relation *sequence)
{
    struct relation *table = r->relations;
    while (table && (table->kind != RELATION_TABLE || !is_identity_of(table, sequence)))
        table = table->hh.next;
    return table;
}

/* The table that a sequence of its own name says it is OWNED BY. */
static struct relation *owner_of_sequence(struct reader *r, const struct relation *sequence)
{
    struct owner_column owner = sequence->item ? sequence_owner(sequence->item) : (struct owner_column){0};
    struct relation *table = owner.column ? relation_find(r, owner.schema, owner.table) : NULL;
    return table && table->kind == RELATION_TABLE && table->item ? table : NULL;
}

static bool is_unlogged(const struct relation *table)
{
    const char *kind = item_attribute(table->item, "kind");
    return kind && strcmp(kind, "unlogged") == 0;
}

bool set_persistence(struct reader *r, struct relation *relation, bool unlogged)
{
    if (relation->kind == RELATION_SEQUENCE) {
        relation->persistence = unlogged ? PERSISTENCE_UNLOGGED : PERSISTENCE_LOGGED;
        return true;
    }
    if (relation->kind != RELATION_TABLE)
        return false;
    model_set(r->draft, relation->item, "kind", unlogged ? "unlogged" : NULL);
    for (struct relation *sequence = r->relations; sequence; sequence = sequence->hh.next)
        if (sequence->kind == RELATION_SEQUENCE &&
            (is_identity_of(relation, sequence) || owner_of_sequence(r, sequence) == relation))
            sequence->persistence = unlogged ? PERSISTENCE_UNLOGGED : PERSISTENCE_LOGGED;
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
    const char *options = item_attribute(sequence->identity, "identity options");
    const char *word = unlogged ? "UNLOGGED" : "LOGGED";
    model_set(r->draft, sequence->identity, "identity options",
              options ? mem_printf(r->work, "%s %s", options, word) : word);
}

void finish_persistence(struct reader *r)
{
    static const char create[] = "CREATE ", unlogged_word[] = "UNLOGGED ";
    for (struct relation *sequence = r->relations; sequence; sequence = sequence->hh.next) {
        if (sequence->kind == RELATION_SEQUENCE && !sequence->item)
            finish_identity(r, sequence);
        if (sequence->kind != RELATION_SEQUENCE || !sequence->item)
            continue;
        bool unlogged = sequence->persistence == PERSISTENCE_UNLOGGED;
        const struct relation *table = r->version < SEQUENCES_SINCE ? owner_of_sequence(r, sequence) : NULL;
        if (table)
            unlogged = is_unlogged(table);
        if (!unlogged)
            continue;
        const char *text = sequence->item->text;
        model_set(r->draft, sequence->item, "kind", "unlogged");
        if (strncmp(text, create, strlen(create)) == 0)
            model_set_text(r->draft, sequence->item,
                           mem_printf(r->work, "%s%s%s", create, unlogged_word, text + strlen(create)));
    }
}
