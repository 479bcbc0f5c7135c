/*
 * The tables in which migration tools keep which migrations have run. Some
 * migrations speak of them (to forget others, to put a trigger on them), so
 * they have to be there, empty; as bookkeeping they are no part of a snapshot.
 */
#ifndef APPLY_TOOL_TABLES_H
#define APPLY_TOOL_TABLES_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"

/* Makes those that some migration of the plan names and none makes itself. False with a diagnostic. */
bool tool_tables_make(struct connection *connection, const struct plan *plan, struct diags *diags);

#endif
