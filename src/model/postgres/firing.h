/* How triggers and rules of a text fire. */
#ifndef MODEL_POSTGRES_FIRING_H
#define MODEL_POSTGRES_FIRING_H

#include "model/postgres/reader.h"

/* `how` as kind/postgres/firing.h has it, NULL for as usual. False where there is no such trigger or rule. */
bool set_firing(struct reader *r, struct relation *table, const struct kind *kind, const char *name, const char *how,
                bool only);
/* The same of all triggers, without those that the server makes for keys. */
bool set_all_firing(struct reader *r, struct relation *table, const char *how, bool only);
/* And of those: where they fire no more in the end, the statement is one that is not understood. */
void set_key_firing(struct reader *r, const struct statement *s, struct relation *table, bool fires);
void finish_key_firing(struct reader *r, const struct relation *table);
/* A trigger is gone (name NULL), made anew, or called otherwise now: so it is of the partitions. */
void rename_firing(struct reader *r, const struct relation *table, const char *trigger, const char *name);
/* A partition is one no more: what its parents' triggers did goes with them. */
void forget_firing_of_parents(struct reader *r, const struct relation *table);
/* When all is read: of a partition's triggers only those stay that fire otherwise than its parent's. */
void finish_firing(struct reader *r, const struct relation *table);

#endif
