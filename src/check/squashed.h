/* Rows of a migration tool's table about migrations that one stands for (squash/), and whose files are gone. */
#ifndef CHECK_SQUASHED_H
#define CHECK_SQUASHED_H

#include "check/history.h"
#include "schema/numbered.h"

/*
 * Takes rows out of `strangers`, which are about no file: where the first migration, which has run, says that it stands
 * for all before it, those with lower numbers. Gives how many are left.
 */
size_t squashed_leave_out(void *ctx, const struct migrations *migrations, const struct migration *first,
                          const struct history_row **strangers, size_t n);

#endif
