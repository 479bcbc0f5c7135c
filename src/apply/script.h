/*
 * One SQL file of a schema directory: read, placeholders expanded, run, and
 * failures turned into diagnostics that point at the file as it was written.
 */
#ifndef APPLY_SCRIPT_H
#define APPLY_SCRIPT_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/root.h"
#include "engine/engine.h"

/*
 * Runs the file at `path`, beneath `root`, on the connection, as it stands there (the caller
 * has begun a transaction or not). On failure adds a diagnostic and returns
 * false; where the wish to stop ended it, no diagnostic. `failure` may be
 * NULL; it gets what the engine said (texts belong to ctx).
 */
bool script_run(struct connection *connection, const struct root *root, const char *path, void *ctx,
                struct diags *diags, struct sql_failure *failure);

/* The text of a file, and what runs around it. */
struct script {
    const char *path, *text;
    const char *before, *after; /* statements, or "" */
};

/* The same of a file that was read; `failure` is not NULL. */
bool script_run_text(struct connection *connection, const struct script *script, void *ctx, struct diags *diags,
                     struct sql_failure *failure);

/* Adds a diagnostic for a file whose transaction could not be committed: deferred constraints speak up there. */
void report_commit_failure(struct diags *diags, enum engine engine, const char *path,
                           const struct sql_failure *failure);

/* Adds a diagnostic for a failure of a statement of our own, named by `what`. */
void report_failure(struct diags *diags, enum engine engine, const char *what, const struct sql_failure *failure);

#endif
