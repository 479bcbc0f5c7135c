/*
 * How far a live database is behind, or beside, what its schema directory asks
 * for, by the application's own bookkeeping tables.
 */
#ifndef CHECK_BEHIND_H
#define CHECK_BEHIND_H

#include "check/live.h"
#include "check/note_change.h"

/* What it has run, and the deltas of later versions that it has not: they are pending. Belongs to ctx. */
void behind_reached(void *ctx, const struct expectation *expectation, struct live_database *database);

/*
 * Adds a change for a version other than the expected one, for each delta up
 * to that version that the database has not run, for each that nobody knows, and for
 * each background update that waits. A database begun from a snapshot does not say which
 * deltas went into that: deltas of the oldest version it speaks of, and older
 * ones, are not missed. Belongs to ctx.
 */
void behind_add(void *ctx, const struct expectation *expectation, const struct live_database *database,
                struct notes *notes);

#endif
