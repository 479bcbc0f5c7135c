/* What a project's file says is there before the first migration, for one plan. */
#ifndef SCHEMA_PREPARED_H
#define SCHEMA_PREPARED_H

#include <stdbool.h>

#include "base/diag.h"
#include "schema/plan.h"
#include "schema/project.h"

/*
 * Adds it to the plan: what [prepare] says, then what [prepare NAME] says of its database, or of those that a request
 * has. `project` may be NULL. False with a diagnostic where a file is not there.
 */
bool prepared_take(struct plan *plan, const struct project *project, const struct plan_request *request,
                   struct diags *diags);

/*
 * The extensions that [prepare], and [prepare NAME] of that database, say an administrator makes; "": of all databases.
 * Each once, in the file's order. The array belongs to ctx. `project` may be NULL.
 */
const struct prepared_extension *prepared_extensions(void *ctx, const struct project *project, const char *database,
                                                     size_t *n);

#endif
