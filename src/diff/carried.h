/* What carried.c and carried_function.c share. */
#ifndef DIFF_CARRIED_H
#define DIFF_CARRIED_H

#include "diff/draft.h"
#include "sql/postgres/renamed.h"

/* carried.c: whether an attribute of the old item has become the new value by these renamings. Work belongs to ctx. */
bool is_carried(void *ctx, const struct item *item, const struct attribute_change *attribute,
                struct renamings renamings);

/* carried_function.c: functions whose arguments are of a renamed table's type are called otherwise by that. */
void swallow_carried_functions(struct diff_draft *draft, struct renamings renamings);

#endif
