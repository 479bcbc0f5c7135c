/* Deltas that do not run, reported as changes beside the objects they do not make. */
#ifndef CHECK_UNRUN_CHANGE_H
#define CHECK_UNRUN_CHANGE_H

#include <stdbool.h>

#include "diff/diff.h"
#include "schema/unrun.h"

/*
 * Adds a change for each delta of the list to a comparison of its database;
 * those of databases that are not compared are left out, unless they are of
 * none. False where there is no comparison with two sides to take them: then
 * the missing side is reported, and they are not. Texts are borrowed.
 */
bool unrun_changes_add(void *ctx, const struct unrun_list *list, struct difference *difference);

/* Adds a change to a comparison that is about a delta, not about what it makes; the caller sets reason and anchor. */
struct change *delta_change_add(void *ctx, struct comparison *comparison, enum change_action action, const char *path,
                                const char *file);

/* True for a change that delta_change_add made: no snapshot made again fixes it. */
bool is_unrun_change(const struct change *change);

#endif
