/* Statements for SQLite. */
#include "fix/plan.h"

bool fix_plan_sqlite(const struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    const struct comparison *c = sides->request->comparison;
    (void)diags;
    for (size_t i = 0; i < c->n_changes; i++)
        fix_refuse(sides->ctx, fix, item_describe(sides->ctx, change_item(&c->changes[i])),
                   "no statement is known for it");
    return true;
}
