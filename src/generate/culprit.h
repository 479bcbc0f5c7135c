/*
 * Which delta made what shows itself only behind the deltas: when the catalog is read, a snapshot is printed or loaded
 * again, or the next session begins.
 */
#ifndef GENERATE_CULPRIT_H
#define GENERATE_CULPRIT_H

#include "base/diag.h"
#include "engine/engine.h"
#include "generate/build.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/updates.h"

/* One database of a server, and what came of it. */
struct suspect {
    const struct plan *plan;
    const struct plan *common; /* what is left out of its snapshot; or NULL */
    const struct schema_tree *tree;
    struct updates *updates; /* that may be queued */
    const char *path;        /* of the snapshot, which errors may name though it is not written; or NULL */
    struct accepted accepted;
    struct diags *diags; /* NULL: nothing failed */
};

/*
 * Points the errors, as far as they name no file that a person wrote, at the file behind which they come first: found
 * by halves, in databases that hold the first so many files of the plan. Nothing is run where nothing failed. An error
 * that does not come again stays as it is; of what cannot be narrowed down in time the hint says between which files it
 * begins.
 */
void culprits_name(struct server *server, struct suspect *suspects, size_t n, const struct cancellation *stop);

#endif
