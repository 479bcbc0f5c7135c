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
 * false; where a cancellation ended it, no diagnostic. `failure` may be
 * NULL; it gets what the engine said (texts belong to ctx).
 */
bool script_run(struct connection *connection, const struct root *root, const char *path, void *ctx,
                struct diags *diags, struct sql_failure *failure);

/* What runs instead of a part of a text. */
struct script_edit {
    size_t at, length;
    const char *text;
};

/* The text with all of them done. Belongs to ctx. */
char *script_edited(void *ctx, const char *text, const struct script_edit *edits, size_t n);

/* Where a byte of that stands in the text; inside what was put there: at the place it was put. */
size_t script_place(const struct script_edit *edits, size_t n, size_t offset);

/* The text of a file, what runs around it, and what runs instead of parts of it, in order. */
struct script {
    const char *path, *text;
    const char *before, *after; /* statements, or "" */
    const struct script_edit *edits;
    size_t n_edits;
};

/* The same of a file that was read; `failure` is not NULL. */
bool script_run_text(struct connection *connection, const struct script *script, void *ctx, struct diags *diags,
                     struct sql_failure *failure);

/* Adds a diagnostic for a file whose transaction could not be committed: deferred constraints speak up there. */
void report_commit_failure(struct diags *diags, enum engine engine, const char *path,
                           const struct sql_failure *failure);

/* Warns of SQLite's PRAGMA foreign_keys at `at` in a text that runs in a transaction. */
void report_idle_setting(struct diags *diags, const struct script *script, size_t at, const char *whose);

/* Adds a diagnostic for a failure of a statement of our own, named by `what`. */
void report_failure(struct diags *diags, enum engine engine, const char *what, const struct sql_failure *failure);

#endif
