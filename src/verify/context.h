/*
 * What the verifications stand on: the schema directory, a server for each
 * engine, and every database as the deltas make it in their usual order.
 */
#ifndef VERIFY_CONTEXT_H
#define VERIFY_CONTEXT_H

#include "generate/build.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/updates.h"
#include "verify/disparity.h"
#include "verify/verify.h"

/* One logical database, with common, on one engine. */
struct verify_run {
    struct verify_context *context;
    enum engine engine;
    const char *database;
    struct server *server;
    const struct plan *plan;       /* from where the deltas begin, to the target */
    struct built built;            /* by it */
    const struct catalog *catalog; /* of it, without bookkeeping */
    struct disparities unstable;   /* what differs between two builds of the same plan, as far as was noticed */
    void *ctx;                     /* a root of its own: a thread works on one run at a time */
    struct diags diags;
};

struct verify_context {
    void *ctx;
    const struct verify_options *options;
    const struct schema_tree *tree;
    struct updates *updates;
    int target;
    int start[ENGINE_COUNT]; /* the base of the runs' plans: NO_BASE, or the lowest there is where nothing is not
                                enough */
    const char *why_not_nothing[ENGINE_COUNT]; /* the first error from nothing; NULL where it works */
    struct server *servers[ENGINE_COUNT];
    struct verify_run *runs; /* by engine, database: common first */
    size_t n_runs;
};

/* Reads the directory. Everything belongs to ctx. NULL with diagnostics. */
struct verify_context *verify_context_open(void *ctx, const struct verify_options *options, struct diags *diags);

/* Starts the servers and builds the runs, side by side. False with diagnostics, or without when the run was cancelled.
 */
bool verify_context_build(struct verify_context *context, struct diags *diags);

/* Stops the servers. */
void verify_context_close(struct verify_context *context, struct diags *diags);

/* True when the run was cancelled. */
bool verify_context_cancelled(const struct verify_context *context);

/* Whether the options ask for this logical database. */
bool verify_context_wants(const struct verify_context *context, const char *database);

/* Whether anything that is asked for is on that engine; else it needs no server. */
bool verify_context_is_on(const struct verify_context *context, enum engine engine);

/* The run of common on the engine; of a numbered directory, which has none, that of its database. */
struct verify_run *verify_context_common(const struct verify_context *context, enum engine engine);

/* Carries out another plan at the run, drained and without bookkeeping. The catalog belongs to ctx. NULL as
 * build_database. */
const struct catalog *run_build(struct verify_run *run, const struct plan *plan, void *ctx, struct diags *diags);

/* What depends on the clock is looked for by --reproducible; all else goes on with it. */
extern const struct accepted whatever_depends_on_the_clock;

/*
 * What differs between the run's catalog and another that should be the
 * same. Where something does, the run is built once more as it was: what
 * comes out differently then too depends on the clock or on chance, not on
 * what is verified here, and is left out. False with diagnostics.
 */
bool run_compare(struct verify_run *run, const struct catalog *other, void *ctx, struct disparities *found,
                 struct diags *diags);

/*
 * Builds the run once more and notes in `unstable` what comes out
 * differently; to be asked before a difference is reported. False as run_build.
 */
bool run_notice_unstable(struct verify_run *run, void *ctx, struct diags *diags);

/* The snapshot of the run's database, as generate writes it. Belongs to ctx. NULL with diagnostics. */
const char *run_snapshot(const struct verify_run *run, void *ctx, struct diags *diags);

/* "common, main and state": the databases that are verified. Belongs to ctx. */
char *verify_context_databases(const struct verify_context *context, void *ctx);

/* "postgres and sqlite": the engines that are verified. Belongs to ctx. */
char *verify_context_engines(const struct verify_context *context, void *ctx);

#endif
