/* How far a live database is behind, or beside, what its schema directory asks for. */
#ifndef CHECK_BEHIND_H
#define CHECK_BEHIND_H

#include "check/applied.h"
#include "check/live.h"

/*
 * Adds a change for a version other than the expected one, for each delta
 * that the database has not run or that nobody knows, and for each background
 * update that waits. A database begun from a snapshot does not say which
 * deltas went into that: deltas of the oldest version it speaks of, and older
 * ones, are not missed. Belongs to ctx.
 */
void behind_add(void *ctx, const struct expectation *expected, const struct applied *applied,
                struct comparison *comparison);

#endif
