/* A plan carried out for its schema alone: what is compared with, and written nowhere. */
#ifndef GENERATE_PART_H
#define GENERATE_PART_H

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/updates.h"

/*
 * The text of a snapshot of what the plan makes, without the bookkeeping
 * tables. It is not proved, and its rows may depend on the clock. Belongs to ctx.
 * NULL with diagnostics, or without after a cancellation.
 */
char *generate_part(struct server *server, const struct schema_tree *tree, const struct update_options *updates,
                    const struct plan *plan, void *ctx, struct diags *diags);

#endif
