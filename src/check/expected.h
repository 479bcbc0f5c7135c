/* How what is expected of a database comes to be: from snapshots that are there, or from the deltas on a server. */
#ifndef CHECK_EXPECTED_H
#define CHECK_EXPECTED_H

#include "check/expectation.h"

/*
 * Opens the snapshots of the newest version. Where there are none an
 * expectation of migrations makes them; of others it is false with diagnostics.
 */
bool expected_snapshots(struct expectation *x, struct diags *diags);

#endif
