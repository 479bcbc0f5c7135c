/* What a migration tool's table says of a directory of migrations, as changes. */
#ifndef CHECK_MIGRATION_CHANGE_H
#define CHECK_MIGRATION_CHANGE_H

#include "check/live.h"
#include "check/note_change.h"

/* What the database has run, and what it has not: that is pending. Belongs to ctx. */
void migration_reached(const struct expectation *expectation, struct live_database *database);

/*
 * Adds a change for each migration that has run and is not in the directory, or
 * is another one by now, that failed there, or counts as run and was rolled back; and
 * where the newest version is asked for, for each that has not run. Belongs to ctx.
 */
void migration_changes_add(void *ctx, const struct expectation *expectation, const struct live_database *database,
                           struct notes *notes);

#endif
