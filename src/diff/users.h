/* Who else uses a column, as far as the server minds when it changes. Texts belong to ctx; NULL: nobody. */
#ifndef DIFF_USERS_H
#define DIFF_USERS_H

#include "model/model.h"

/* The users of a model's columns; they are looked for when somebody first asks. */
struct users;
struct users *users_new(void *ctx, const struct model *model);
void users_free(struct users *users);

/* "view v, policy p of table t": while they use the column the server refuses another type, or to drop it. */
const char *column_users(void *ctx, struct users *users, const struct item *column);

/* "column x of table u": while there is a column of the table's row type the server refuses to write its rows anew. */
const char *row_type_users(void *ctx, struct users *users, const struct item *column);

/* "constraint c, index i" of the column's table: checked or built anew when its type changes, even if no row is. */
const char *computed_from_column(void *ctx, struct users *users, const struct item *column);

/* A constraint that holds for all rows has kept NULL out of the column. */
bool null_was_refused(const struct users *users, const struct item *column);

#endif
