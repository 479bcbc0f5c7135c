/*
 * A database that lives: made up to its base as a new one is, then carried on by the deltas that came after, with its
 * background updates done on the way or at the end.
 */
#ifndef GENERATE_LIVING_H
#define GENERATE_LIVING_H

#include "generate/build.h"
#include "rows/rows.h"

struct life {
    size_t base; /* the last step by which it was made; 0: it lives from the first delta on */

    /* Who does what the base has queued before anything newer runs; NULL: it waits as all else does. */
    struct updates *base_updates;
    const struct schema_tree *base_tree;

    bool drain_early; /* the queue is drained before each version; else only at the end */
    bool rows;     /* empty tables are filled before each version (rows/rows.h); else they stay as deltas leave them */
    uint64_t seed; /* of the rows */
    const struct build_observer *observer; /* or NULL; after a step, and what is drained there */
};

/* What did not run with the rows that were made up, and ran with others or none. */
struct refusal {
    size_t step;
    bool in_queue;        /* not its file, but a background update after it */
    bool any;             /* it is not for the rows: any would do, by the failure */
    struct diags failure; /* with them */
};

/* What came of it. */
struct lived {
    struct catalog *bookkeeping; /* after the bookkeeping file alone */
    struct catalog *whole;       /* at the end */
    size_t step;                 /* the last that was begun */
    bool draining;               /* a background update was under way after it */
    struct refusal *refusals;
    size_t n_refusals;
    const struct rows_gap *gaps; /* tables that got no rows */
    size_t n_gaps;
};

/*
 * Builds it on `server` and drops it again; the steps after the base say themselves whether what is meant for
 * databases with data runs (struct step). The catalogs belong to ctx. False with
 * diagnostics, or without when `observer` has seen enough or a cancellation ended it.
 */
bool build_living(struct server *server, const struct schema_tree *tree, struct updates *updates,
                  const struct plan *plan, const struct life *life, void *ctx, struct lived *lived,
                  struct diags *diags);

#endif
