/* Which functions have a body that the server refuses where a snapshot is loaded. */
#ifndef KIND_POSTGRES_BODY_CHECK_H
#define KIND_POSTGRES_BODY_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "kind/kind.h"

/*
 * Has the server check the bodies of the catalog's functions from `first` on,
 * as CREATE FUNCTION does, and adds those that it refuses to the catalog's
 * unchecked ones. Nothing of them is run, and nothing is changed. False only
 * where reading has to end, after a cancellation.
 */
bool check_bodies(struct reading *reading, size_t first);

#endif
