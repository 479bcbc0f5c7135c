/*
 * The next migration of a plain directory of migrations: named as its newest is, with the number that puts it last, and
 * begun with the marks that its tool wants.
 */
#ifndef SCHEMA_NEXT_MIGRATION_H
#define SCHEMA_NEXT_MIGRATION_H

#include <stdbool.h>
#include <time.h>

#include "base/diag.h"
#include "schema/draft.h"
#include "schema/tree.h"

/*
 * Numbers that are times are `now` in UTC, or one more than the newest where that is later; others are one more.
 * Where the newest has several files (its down migration, another engine) so has the next. `name` is plain
 * (schema/next_delta.h). False with a diagnostic where the tool keeps more than files, or the newest has no number.
 * Of a database that has a directory for each engine, one in each, with one number. All belongs to ctx.
 */
bool next_migration_draft(void *ctx, const struct schema_tree *tree, const char *database, const char *name, time_t now,
                          struct drafts *drafts, struct diags *diags);

#endif
