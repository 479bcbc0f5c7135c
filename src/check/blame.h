/* Which delta made a change, determined from the files alone. */
#ifndef CHECK_BLAME_H
#define CHECK_BLAME_H

#include "diff/diff.h"
#include "schema/plan.h"

/*
 * For each change the last delta of the plan with a statement that names what
 * has changed: its own name, with its table's where names are only unique
 * there; else a string with its name, as background updates are queued; else
 * the table. Where nothing names it, delta stays NULL. Texts belong to ctx.
 */
void blame_changes(void *ctx, const struct plan *plan, struct comparison *comparison);

#endif
