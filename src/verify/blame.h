/* Which delta is at fault: the last file of a plan that changed something. */
#ifndef VERIFY_BLAME_H
#define VERIFY_BLAME_H

#include "verify/ground.h"

/* The last step that made, changed or dropped each subject. */
struct culprit {
    const struct step *step; /* NULL: none did */
};

/*
 * Carries out the plan twice, looking at the catalog first after each version
 * and then after each file of the versions in which a subject changed.
 * `culprits` has n entries. False with diagnostics.
 */
bool blame(struct site *site, const struct plan *plan, const struct disparity *subjects, size_t n,
           struct culprit *culprits, struct diags *diags);

/*
 * The same for what comes out differently each time: the first step after
 * which two runs of the plan, more than a second apart, do not agree.
 */
bool blame_twins(struct site *site, const struct plan *plan, const struct disparity *subjects, size_t n,
                 struct culprit *culprits, struct diags *diags);

#endif
