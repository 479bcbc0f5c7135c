/*
 * What a migration tool would have recorded of a plan's migrations, kept in its
 * own table as it makes it (schema/migration_tool.h): a snapshot with that,
 * loaded, leaves the tool nothing to do. Times are fixed ones, a second apart.
 */
#ifndef APPLY_TOOL_HISTORY_H
#define APPLY_TOOL_HISTORY_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"

/* Whether a person wants that of the plan's migrations. */
bool tool_history_is_wanted(const struct plan *plan);

/* False with a diagnostic where nothing is known of what their tool keeps on that engine. */
bool tool_history_is_known(const struct migrations *migrations, enum engine engine, struct diags *diags);

/* Makes the table, before the first migration. False with a diagnostic. */
bool tool_history_make(struct connection *connection, const struct plan *plan, struct diags *diags);

/* Records the migration of that step, which has run. False with a diagnostic. */
bool tool_history_record(struct connection *connection, const struct plan *plan, size_t step, struct diags *diags);

#endif
