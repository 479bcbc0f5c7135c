/*
 * What a migration wants otherwise than its tool has it: said in its comments
 * (schema/migration_directives.h), or in a file of settings beside it.
 */
#ifndef APPLY_MIGRATION_BESIDE_H
#define APPLY_MIGRATION_BESIDE_H

#include <stdbool.h>

#include "base/diag.h"
#include "schema/plan.h"

/*
 * True when it must run in none. `text` is the migration's; beside it some tools keep
 * a file of settings. False with a diagnostic
 * where one cannot be read.
 */
bool migration_wants_no_transaction(const struct step *step, const char *text, bool *wants, void *ctx,
                                    struct diags *diags);

/* True when what looks like a placeholder in it stays as it is: a person, or a tool's file beside it, says so. */
bool migration_keeps_placeholders(const struct step *step, bool *keeps, void *ctx, struct diags *diags);

#endif
