/* What does not run in a schema directory, found from what is on disk. */
#ifndef SCHEMA_UNRUN_FIND_H
#define SCHEMA_UNRUN_FIND_H

#include "schema/tree.h"
#include "schema/unrun.h"

/* What a run would make of the tree. */
struct unrun_scope {
    int base;                     /* NO_BASE, or the version whose snapshots it starts from */
    int target;                   /* the last version that runs */
    bool chosen;                  /* a person chose it: what is above is not wanted */
    const char *const *databases; /* common and these, NULL-terminated; NULL: all */
};

/*
 * Fills in the list, by place: deltas above SCHEMA_VERSION, what is no version
 * or no delta by its name, deltas up to a base that their database has no
 * snapshot of, directories that would be databases; of migrations what
 * schema/numbered.h passed over. Belongs to ctx. False with diagnostics.
 */
bool unrun_find(void *ctx, const struct schema_tree *tree, const struct unrun_scope *scope, struct unrun_list *list,
                struct diags *diags);

#endif
