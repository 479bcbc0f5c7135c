/* What is there before the first migration, as the project's file says it (schema/prepared.h). */
#ifndef APPLY_PREPARE_H
#define APPLY_PREPARE_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/prepare.h"
#include "schema/plan.h"

/*
 * Makes the extensions in a database that nobody has written to; or, where an earlier run has `made` them, passes over
 * statements about them. False with a diagnostic, which has the file's line.
 */
bool prepare_extensions(struct connection *connection, const struct prepared_extension *extensions, size_t n, bool made,
                        struct diags *diags);

/* Runs the plan's prepared files, each in a transaction, as the role that deltas run as. False with a diagnostic. */
bool prepare_run_files(struct connection *connection, const struct plan *plan, struct diags *diags);

/*
 * Where a statement failed for want of what an administrator would have made, the hint of `e` says which line of
 * the section [prepare] makes it. `statement`: where it begins. False: it failed for another reason.
 */
bool prepare_explain(const struct connection *connection, const char *statement, const struct sql_failure *failure,
                     struct diags *diags, struct diag *e);

#endif
