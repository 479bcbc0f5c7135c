/*
 * One migration of a plain directory (schema/numbered.h): its up migration, in a
 * transaction unless its marks, its own words or the server want it otherwise.
 */
#ifndef APPLY_MIGRATION_H
#define APPLY_MIGRATION_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"

/*
 * Makes the connection what the migrations' tool has: where its connections do
 * not enforce foreign keys on SQLite, neither does this one.
 */
bool migrations_begin(struct connection *connection, const struct migrations *migrations, void *ctx,
                      struct diags *diags);

/*
 * Runs the file. A migration that ends the transaction it takes for granted, or
 * leaves one open, gets what its tool would put around it; placeholders get
 * their values. False with a diagnostic, also where one has none, or without when the run was cancelled.
 */
bool migration_run(struct connection *connection, const struct step *step, void *ctx, struct diags *diags);

#endif
