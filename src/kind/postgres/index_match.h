/*
 * Which index of a partition comes under which of its parent's. Where the partition is attached, and where the parent's
 * index is made, the server takes the first that fits and is under none: the first made of those of the same shape
 * (what CompareIndexInfo looks at, which is neither the name nor how it is sorted). So indexes of the same shape have
 * to be made in the order of those above them, or attached one by one.
 */
#ifndef KIND_POSTGRES_INDEX_MATCH_H
#define KIND_POSTGRES_INDEX_MATCH_H

#include <stdbool.h>
#include <stdio.h>

#include "catalog/object.h"

/* The indexes of partitions that are under an index that is no constraint's, constraints among them. Belongs to ctx. */
struct objects indexes_below(void *ctx, const struct catalog *catalog, const struct object *index);

/* ALTER INDEX ... ATTACH PARTITION of each of those. */
void print_indexes_below(FILE *out, const struct catalog *catalog, const struct object *index);

/*
 * Whether such an index of a partitioned table would take others when it is made in one go, once those are made that it
 * needs: indexes of the same table that have what would fit, and are not made later for another partition's sake.
 */
bool takes_other_indexes(const struct catalog *catalog, const struct object *index);
void need_earlier_indexes(const struct catalog *catalog, const struct object *index,
                          void (*need)(void *to, const struct object *earlier), void *to);

#endif
