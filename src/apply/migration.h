/*
 * One migration of a plain directory (schema/numbered.h): its way up, in a
 * transaction unless its marks, its own words or the server want it otherwise.
 */
#ifndef APPLY_MIGRATION_H
#define APPLY_MIGRATION_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"

/*
 * Runs the file. A migration that ends the transaction it takes for granted, or
 * leaves one open, gets what its tool would put around it. False with a
 * diagnostic, or without after the wish to stop.
 */
bool migration_run(struct connection *connection, const struct step *step, void *ctx, struct diags *diags);

#endif
