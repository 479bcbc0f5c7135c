/*
 * What a migration wants of the transaction around it: said in its comments
 * (apply/marks.h), or in a file of settings beside it.
 */
#ifndef APPLY_MIGRATION_WISH_H
#define APPLY_MIGRATION_WISH_H

#include <stdbool.h>

#include "base/diag.h"
#include "schema/plan.h"

/*
 * True when it must run in none. `text` is the migration's; beside it Flyway
 * keeps V1__x.sql.conf, and diesel metadata.toml. No diagnostics: what cannot
 * be read says nothing.
 */
bool migration_wants_no_transaction(const struct step *step, const char *text, bool *wants, void *ctx,
                                    struct diags *diags);

#endif
