/* Which delta made an upgraded database another than a new one. */
#ifndef VERIFY_UPGRADE_BLAME_H
#define VERIFY_UPGRADE_BLAME_H

#include "generate/living.h"
#include "verify/blame.h"
#include "verify/upgrade_base.h"

/*
 * For each subject the step from which on the database that lives holds something else than one that the same files
 * make as new; where these come to the same, the last that touched it. `culprits` has n entries. False with
 * diagnostics.
 */
bool upgrade_blame(struct verify_run *run, const struct upgrade_route *route, const struct life *life,
                   const struct disparity *subjects, size_t n, struct culprit *culprits, struct diags *diags);

#endif
