/* Identity columns of a text, and the sequences behind them, which are no objects of their own. */
#ifndef KIND_POSTGRES_IDENTITY_H
#define KIND_POSTGRES_IDENTITY_H

#include "kind/parsing.h"

/* GENERATED ... AS IDENTITY (the fields of a Constraint): the column has it from now on, or no more. */
void identity_parse(struct parsing *parsing, struct object *column, const json_t *constraint);
/* LIKE ... INCLUDING IDENTITY: as that column counts, in a sequence of its own, which the server makes a bigint. */
void identity_like(struct parsing *parsing, struct object *column, const struct object *from);
void identity_drop(struct parsing *parsing, struct object *column);

/* The column whose sequence is called so; NULL: none is. */
struct object *identity_of_sequence(struct parsing *parsing, const char *schema, const char *sequence);

/* Changes its sequence by a list of options (NULL: none), or to the type that the column has now. */
void identity_alter(struct parsing *parsing, struct object *column, const json_t *options);
void identity_set_type(struct parsing *parsing, struct object *column);

/* Another name for its sequence; and the schema that the column has now. */
void identity_rename(struct parsing *parsing, struct object *column, const char *name);
void identity_recompute(struct parsing *parsing, struct object *column);

/* SET LOGGED and UNLOGGED of its sequence. */
void identity_set_unlogged(struct object *column, bool unlogged);

#endif
