/* A schema directory as a git revision has it: a base of --upgrades that was released, with its own deltas. */
#ifndef VERIFY_UPGRADE_RELEASE_H
#define VERIFY_UPGRADE_RELEASE_H

#include "verify/context.h"

struct upgrade_release {
    const char *revision;
    const char *top; /* where its files were written */
    const struct schema_tree *tree;
    struct updates *updates; /* as its own sources do them */
};

/*
 * Reads it from the repository's objects into `directory`, which is empty and the caller's to remove. Belongs to ctx.
 * NULL with diagnostics.
 */
const struct upgrade_release *upgrade_release_open(const struct verify_context *context, void *ctx,
                                                   const char *revision, const char *directory, struct diags *diags);

/*
 * The plan of a run's database that the release makes as new, and the current directory's newer deltas carry on:
 * those of newer versions, and of the release's own those that it does not have; of migrations those of another name.
 * *made is the last step of the former. Belongs to ctx. NULL where it has no such database; also with diagnostics.
 */
const struct plan *upgrade_release_plan(const struct upgrade_release *release, const struct verify_run *run, void *ctx,
                                        size_t *made, struct diags *diags);

/* A text in which the copies' files are called as they are in the repository: "v1.0:schema/main/delta/1/a.sql". */
const char *upgrade_release_unnamed(const struct upgrade_release *release, void *ctx, const char *text);

#endif
