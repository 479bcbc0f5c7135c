/* LOGGED and UNLOGGED of a text: a table takes the sequences of its columns along, which may differ all the same. */
#ifndef KIND_POSTGRES_UNLOGGED_H
#define KIND_POSTGRES_UNLOGGED_H

#include "kind/parsing.h"

/* ALTER TABLE ... SET LOGGED and UNLOGGED. */
void table_set_unlogged(struct parsing *parsing, struct object *table, bool unlogged);

/* When all is read, of a server of that version: what sequences are otherwise than their tables. */
void finish_unlogged(struct parsing *parsing, int version);

#endif
