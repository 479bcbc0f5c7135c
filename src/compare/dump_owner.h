/*
 * A dump without owners names the owner where a policy, a user mapping or default privileges are his; a snapshot, and a
 * dump with owners, is read as CURRENT_USER there.
 */
#ifndef COMPARE_DUMP_OWNER_H
#define COMPARE_DUMP_OWNER_H

#include "base/diag.h"
#include "model/model.h"

/*
 * The model with CURRENT_USER in these for the one role that all of them differ by from the other side's, which have
 * CURRENT_USER instead; a warning says which role that is, and `path` of the model. May be `model` itself; else belongs
 * to ctx.
 */
const struct model *with_owner_as_current_user(void *ctx, const struct model *model, const struct model *other,
                                               const char *path, struct diags *diags);

#endif
