/* The sequences of a table's columns, when that changes. */
#include "kind/postgres/sequence.h"

#include <string.h>

#include "kind/postgres/identity.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/described.h"
#include "model/postgres/target.h"

void drop_owned(struct reader *r, struct statement *s, struct sequence_owner by)
{
    r->statement = s;
    for (struct object *o = sequence_next_owned(&r->parsing, by, NULL), *next; o; o = next) {
        next = sequence_next_owned(&r->parsing, by, o);
        r->parsing.reader->drop(&r->parsing, o);
    }
}

void drop_identity_sequence(struct reader *r, struct statement *s, const struct object *column)
{
    const char *schema = schema_of(column->schema), *sequence = column->values[COLUMN_IDENTITY_SEQUENCE];
    if (!sequence)
        return;
    const struct target said = named_target_of(s, "SEQUENCE", schema, "", sequence);
    drop_comment(r, &said);
    forget_privileges(r, schema, said.name);
    struct object *position = parsing_find(&r->parsing, &postgres_sequence_position, column->schema, "", sequence);
    if (position)
        parsing_remove(&r->parsing, position);
}

/* What is said of an identity's sequence, and where it is, stays with it. */
static void move_identity_sequence(struct reader *r, struct statement *s, const struct name_pair *old,
                                   const struct name_pair *new)
{
    const struct target before = named_target_of(s, "SEQUENCE", old->schema, "", old->name),
                        after = named_target_of(s, "SEQUENCE", new->schema, "", new->name);
    move_comment(r, s, &before, &after);
    rename_privileges(r, old->schema, before.name, new->schema, "SEQUENCE", new->name, new->name);
    struct object *position =
        parsing_find(&r->parsing, &postgres_sequence_position, object_schema(old->schema), "", old->name);
    if (position)
        parsing_move(&r->parsing, position, object_schema(new->schema), new->name);
}

bool rename_identity_sequence(struct reader *r, struct statement *s, struct object *column, const char *name)
{
    const struct name_pair old = {schema_of(column->schema),
                                  mem_strdup(s->ctx, column->values[COLUMN_IDENTITY_SEQUENCE])};
    move_identity_sequence(r, s, &old, &(struct name_pair){old.schema, name});
    identity_rename(&r->parsing, column, name);
    return !relation_is_said(r, old.name, NULL, false);
}

void move_identity_sequences(struct reader *r, struct statement *s, const struct relation *table, const char *schema)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *sequence = table->columns[i]->values[COLUMN_IDENTITY_SEQUENCE];
        if (sequence)
            move_identity_sequence(r, s, &(struct name_pair){table->schema, sequence},
                                   &(struct name_pair){schema, sequence});
    }
}

void rename_owner(struct reader *r, struct statement *s, struct sequence_owner old, struct sequence_owner new_owner)
{
    struct object **owned = NULL, *o = NULL;
    size_t n = 0;
    while ((o = sequence_next_owned(&r->parsing, old, o))) {
        size_t at = mem_grow(s->ctx, &owned, &n);
        owned[at] = o;
    }
    for (size_t i = 0; i < n; i++) {
        struct sequence_owner owner = sequence_owner(r->work, owned[i]);
        owner.schema = new_owner.schema;
        owner.table = new_owner.table;
        owner.column = new_owner.column ? new_owner.column : owner.column;
        sequence_set_owner(&r->parsing, owned[i], owner);
        if (strcmp(owned[i]->schema, owner.schema) != 0)
            s->lost = !rename_described(r, s, owned[i], owner.schema, NULL) || s->lost;
    }
}
