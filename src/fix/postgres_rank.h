/* Where an object stands among the statements of a snapshot: what stands inside another, behind that. */
#ifndef FIX_POSTGRES_RANK_H
#define FIX_POSTGRES_RANK_H

#include "emit/order.h"

struct ranks {
    struct ranked *items;
    size_t n;
    const struct catalog *catalog; /* that was put in order */
};

/* Belongs to ctx. */
struct ranks ranks_of(void *ctx, const struct order *order);

/* Negative where a comes before b. */
int ranks_compare(const struct ranks *ranks, const struct object *a, const struct object *b);

#endif
