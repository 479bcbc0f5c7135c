/*
 * The queue of background updates: slow work that deltas ask for by
 * inserting into `background_updates (update_name, progress_json, depends_on,
 * ordering)`. Here it is drained to empty, in the application's order: the
 * first row by (ordering, update_name) whose depends_on is not itself queued.
 *
 * What an update does is found by schema/updates.h. Where both x.sql and
 * x.sql.<engine> exist both run, in that order. A file without a statement is
 * an update without effect on the schema.
 */
#ifndef APPLY_BACKGROUND_H
#define APPLY_BACKGROUND_H

#include <stdbool.h>

#include "apply/progress.h"
#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/updates.h"

/*
 * Drains the queue; a database without the table has an empty one. Every
 * update that nobody knows how to do is reported before the first one runs.
 */
bool background_drain(struct connection *connection, struct updates *updates, const struct schema_tree *tree,
                      const struct plan *plan, const struct progress *progress, size_t task, struct diags *diags);

#endif
