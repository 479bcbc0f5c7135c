/* New names of relations and columns in what the server prints anew of its trees, and names of whole rows there. */
#ifndef MODEL_POSTGRES_RENAME_USES_H
#define MODEL_POSTGRES_RENAME_USES_H

#include "model/postgres/reader.h"
#include "sql/postgres/renamed.h"

/*
 * What has its new name by now has it in queries and conditions, too. False where these do not tell it.
 * Whether objects of a kind are looked at there.
 */
bool follow_renaming(struct reader *r, const struct renaming *renaming);
bool follows_renaming(const struct kind *kind);
/* Where a view's query says the row of a relation by its name alone. */
void say_whole_rows(struct reader *r, json_t *node);

#endif
