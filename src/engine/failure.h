/* A failure of SQL in the words of a diagnostic. */
#ifndef ENGINE_FAILURE_H
#define ENGINE_FAILURE_H

#include "base/diag.h"
#include "engine/engine.h"

/* "postgres: column "x" does not exist (42703)". Belongs to ctx. */
char *failure_wording(void *ctx, enum engine engine, const struct sql_failure *failure);

/* Gives a diagnostic what the engine says beside the message. */
void failure_explain(const struct sql_failure *failure, struct diags *diags, struct diag *e);

#endif
