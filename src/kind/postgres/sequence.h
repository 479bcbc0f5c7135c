/* Sequences of a text, for what makes, moves and drops them with a table. */
#ifndef KIND_POSTGRES_SEQUENCE_H
#define KIND_POSTGRES_SEQUENCE_H

#include "kind/parsing.h"

/* The column that a sequence is OWNED BY; none: all NULL. */
struct sequence_owner {
    const char *schema, *table, *column;
};
struct sequence_owner sequence_owner(void *ctx, const struct object *sequence);
void sequence_set_owner(struct parsing *parsing, struct object *sequence, struct sequence_owner owner);

/* Whether the sequence is a column's, or where `column` is NULL, one of any column of that table. */
bool sequence_is_owned(const struct object *sequence, struct sequence_owner by);

/* Adds that of a serial column, which is of that type. */
struct object *sequence_add(struct parsing *parsing, const char *name, const char *type, struct sequence_owner owner);

/* Those of any column of a table, or of one: the first after another, NULL; `column` NULL: of any. */
struct object *sequence_next_owned(struct parsing *parsing, struct sequence_owner by, struct object *after);

/* nextval('s'::regclass) */
char *sequence_next_value(void *ctx, const struct object *sequence);

void sequence_set_unlogged(struct object *sequence, bool unlogged);

/* What the sequence starts with, that of an identity column, too; NULL: the text has not made it. */
const char *sequence_start(struct parsing *parsing, const char *schema, const char *name);

/* RESTART among the options: where it stands from now on; alone, at its start (sequence_position.c). */
void sequence_keep_position(struct parsing *parsing, const char *schema, const char *name, const json_t *options);
void sequence_restart(struct parsing *parsing, const char *schema, const char *name, const json_t *options);

#endif
