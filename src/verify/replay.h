/*
 * Trying orders: a plan with the deltas of its versions in other orders is
 * carried out, and the catalog compared, after each version, with what the
 * usual order gives.
 */
#ifndef VERIFY_REPLAY_H
#define VERIFY_REPLAY_H

#include "verify/context.h"
#include "verify/order.h"

/* The deltas of one version. */
struct version_deltas {
    int version;
    size_t first, n;               /* among the plan's steps */
    const struct catalog *natural; /* after them in the usual order, without bookkeeping */
    struct disparities unstable;   /* what differs from it in the usual order too */
    struct order_pair *pairs;      /* that are to stay in order, by place in the version */
    size_t n_pairs;
};

/*
 * A delta numbered zero, "00_queue.sql", prepares its version: the others may
 * depend on it, and the pairs see to it that it runs first.
 */
bool delta_is_preparation(const struct step *step);

/* Everything orders are tried with at one run; belongs to one thread at a time. */
struct replayer {
    struct verify_run *run;
    void *ctx;
    struct version_deltas *versions;
    size_t n_versions;
};

/* Carries out the usual order and keeps its catalogs. False with diagnostics. */
bool replayer_begin(struct replayer *replayer, struct verify_run *run, void *ctx, struct diags *diags);

/* What came of an order. */
struct replay {
    size_t version; /* the place of the first version that went wrong */
    bool wrong;
    struct disparities difference; /* how its catalog differs; nothing where a delta failed: */
    struct diags failure;
};

/*
 * Tries `orders` (one for each version; NULL: as usual) in the versions from
 * `from` to `to`. Texts belong to ctx. Thread-safe but for the notes on what
 * is unstable, which are only made with `notes`: without them such a
 * difference counts. False with diagnostics when it could not be tried.
 */
bool replay_orders(struct replayer *replayer, size_t *const *orders, size_t from, size_t to, bool notes, void *ctx,
                   struct replay *replay, struct diags *diags);

#endif
