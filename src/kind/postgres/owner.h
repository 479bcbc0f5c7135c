/* Whose a database is, for what is said of that role: privileges, policies. */
#ifndef KIND_POSTGRES_OWNER_H
#define KIND_POSTGRES_OWNER_H

#include "kind/kind.h"

/*
 * While reading: the role that a snapshot takes for its own, which owns most
 * of what there is. Whoever loads the snapshot takes its place. Also
 * catalog->own_role from then on. NULL with a diagnostic.
 */
const char *own_role(struct reading *reading);

#endif
