/* Which snapshots of two sources belong together. */
#ifndef COMPARE_PAIR_H
#define COMPARE_PAIR_H

#include "compare/compare.h"

struct pair {
    const char *database; /* of whichever side says it; "" where neither does */
    enum engine engine;
    const struct source_snapshot *old_one, *new_one; /* either may be NULL: that side has no such snapshot */
};

struct pairs {
    struct pair *items; /* by database ("common" first), engine */
    size_t n;
};

/* Belongs to ctx. False with a diagnostic where that cannot be determined, or nothing is left to compare. */
bool pair_snapshots(void *ctx, const struct source *old_source, const struct source *new_source,
                    const struct compare_options *options, struct pairs *pairs, struct diags *diags);

#endif
