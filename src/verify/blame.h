/* Which delta is at fault: the last file of a plan that changed something. */
#ifndef VERIFY_BLAME_H
#define VERIFY_BLAME_H

#include "generate/living.h"
#include "verify/context.h"

/* The last step that made, changed or dropped each subject. */
struct culprit {
    const struct step *step; /* NULL: none did */
};

/*
 * Those of a common culprit: the disparities of the i-th one's, the i-th
 * first. Belongs to ctx. Nothing where an earlier one has the same.
 */
struct disparities culprit_group(void *ctx, const struct disparities *all, const struct culprit *culprits, size_t i);

/*
 * Of many migrations it is looked for where the words of the files say, and by halves (verify/blame_short.h). What is
 * not found so: carries out the plan twice, looking at the catalog first after each version
 * and then after each file of the versions in which a subject changed.
 * Where none did, the delta that queues a background update which names the
 * subject. `culprits` has n entries. False with diagnostics.
 */
bool verify_blame(struct verify_run *run, const struct plan *plan, const struct disparity *subjects, size_t n,
                  struct culprit *culprits, struct diags *diags);

/* The same of a database that lives (NULL: as verify_blame has it); what its background updates do counts, too. */
bool blame_last_change(struct verify_run *run, const struct plan *plan, const struct life *life,
                       const struct disparity *subjects, size_t n, struct culprit *culprits, struct diags *diags);

/*
 * The same for what comes out differently each time: the first step after
 * which two runs of the plan, more than a second apart, do not agree.
 */
bool blame_twins(struct verify_run *run, const struct plan *plan, const struct disparity *subjects, size_t n,
                 struct culprit *culprits, struct diags *diags);

#endif
