/* What a delta makes that no snapshot says, as it belongs to what snapshots leave out. */
#ifndef GENERATE_UNSAID_H
#define GENERATE_UNSAID_H

#include "base/diag.h"
#include "generate/build.h"
#include "schema/plan.h"

/*
 * A warning for each index, trigger, rule and foreign key of the tables of the bookkeeping that they were not made
 * with, with the file that names it. `common`: what warns of those that it has as well; or NULL.
 */
void bookkeeping_warn(const struct built *built, const struct built *common, const struct plan *plan,
                      struct diags *diags);

#endif
