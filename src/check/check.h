/*
 * Are the committed snapshots what the deltas make? They are made again,
 * without being written, and compared with what is there.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>

#include "diff/diff.h"
#include "generate/generate.h"
#include "schema/released_edits.h"

/*
 * Compares every snapshot that `options` would write with its file: the old
 * side is what is there, the new side what should be. A snapshot that is not
 * there is a difference, and so is one of the same version for a database
 * that does not exist (any more), or of a version above the directory's. Bytes are promised, so a file with the same
 * objects and another text differs too: it has a change of
 * report_snapshot_kind, with the first such line as its attribute.
 * Changes know the delta that made them, as far as that can be determined. Differences
 * are, too, deltas that do not run (check/unrun_change.h) and those that were changed after their release.
 *
 * *n_proven: how many of the snapshots an earlier run has proved (generate/proven.h).
 * The difference belongs to ctx. False with diagnostics, or without when the
 * cancellation ended it.
 */
bool check_snapshots(const struct generate_options *options, const struct released_request *released,
                     const struct generate_observer *observer, void *ctx, struct difference *difference,
                     size_t *n_proven, struct diags *diags);

#endif
