/* One key for the versions of several directories: the engines of one database count alike. */
#ifndef SCHEMA_SHARED_VERSIONS_H
#define SCHEMA_SHARED_VERSIONS_H

#include <stddef.h>

#include "schema/numbered.h"

/*
 * Gives migrations of the same number the same version in all of the lists. Where the numbers are the versions
 * in each of them, they are so together; else a version is the place in the order of all, in which each list keeps its
 * own order.
 */
void migrations_share_versions(struct migrations *const *lists, size_t n);

#endif
