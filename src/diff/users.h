/* Who else uses a column, as far as the server minds when it changes. Texts belong to ctx; NULL: nobody. */
#ifndef DIFF_USERS_H
#define DIFF_USERS_H

#include "model/model.h"

/* "view v, policy p of table t": while they use the column the server refuses another type, or to drop it. */
const char *column_users(void *ctx, const struct model *model, const struct item *column);

/* "column x of table u": while there is a column of the table's row type the server refuses to write its rows anew. */
const char *row_type_users(void *ctx, const struct model *model, const struct item *column);

/* "constraint c, index i" of the column's table: checked or built anew when its type changes, even if no row is. */
const char *computed_from_column(void *ctx, const struct model *model, const struct item *column);

/* A constraint that holds for all rows has kept NULL out of the column. */
bool null_was_refused(const struct model *model, const struct item *column);

#endif
