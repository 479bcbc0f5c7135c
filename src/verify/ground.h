/*
 * What the verifications stand on: the schema directory, a server for each
 * engine, and every database as the deltas make it in their usual order.
 */
#ifndef VERIFY_GROUND_H
#define VERIFY_GROUND_H

#include "generate/build.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/updates.h"
#include "verify/disparity.h"
#include "verify/verify.h"

/* One logical database, with common, on one engine. */
struct site {
    struct ground *ground;
    enum engine engine;
    const char *database;
    struct server *server;
    const struct plan *plan;       /* from where the deltas begin, to the target */
    struct built built;            /* by it */
    const struct catalog *catalog; /* of it, without bookkeeping */
    struct disparities unstable;   /* what differs between two builds of the same plan, as far as was noticed */
    void *ctx;                     /* a root of its own: a thread works on one site at a time */
    struct diags diags;
};

struct ground {
    void *ctx;
    const struct verify_options *options;
    const struct schema_tree *tree;
    struct updates *updates;
    int target;
    int start[ENGINE_COUNT]; /* the base of the sites' plans: NO_BASE, or the lowest there is where nothing is not
                                enough */
    const char *why_not_nothing[ENGINE_COUNT]; /* the first error from nothing; NULL where it works */
    struct server *servers[ENGINE_COUNT];
    struct site *sites; /* by engine, database: common first */
    size_t n_sites;
};

/* Reads the directory. Everything belongs to ctx. NULL with diagnostics. */
struct ground *ground_open(void *ctx, const struct verify_options *options, struct diags *diags);

/* Starts the servers and builds the sites, side by side. False with diagnostics, or without after the wish to stop. */
bool ground_lay(struct ground *ground, struct diags *diags);

/* Stops the servers. */
void ground_close(struct ground *ground, struct diags *diags);

/* True when somebody wishes to stop. */
bool ground_stopped(const struct ground *ground);

/* Whether the options ask for this logical database. */
bool ground_wants(const struct ground *ground, const char *database);

/* The site of common on the engine; of a numbered directory, which has none, that of its database. */
struct site *ground_common(const struct ground *ground, enum engine engine);

/* Carries out another plan at the site, drained and without bookkeeping. The catalog belongs to ctx. NULL as
 * build_database. */
const struct catalog *site_build(struct site *site, const struct plan *plan, void *ctx, struct diags *diags);

/* What depends on the clock is looked for by --twice; all else goes on with it. */
extern const struct accepted whatever_depends_on_the_clock;

/*
 * What differs between the site's catalog and another that should be the
 * same. Where something does, the site is built once more as it was: what
 * comes out differently then too depends on the clock or on chance, not on
 * what is verified here, and is left out. False with diagnostics.
 */
bool site_compare(struct site *site, const struct catalog *other, void *ctx, struct disparities *found,
                  struct diags *diags);

/*
 * Builds the site once more and notes in `unstable` what comes out
 * differently; to be asked before a difference is told. False as site_build.
 */
bool site_notice_unstable(struct site *site, void *ctx, struct diags *diags);

/* The snapshot of the site's database, as generate writes it. Belongs to ctx. NULL with diagnostics. */
const char *site_snapshot(const struct site *site, void *ctx, struct diags *diags);

/* "common, main and state": the databases that are verified. Belongs to ctx. */
char *ground_databases(const struct ground *ground, void *ctx);

/* "postgres and sqlite": the engines that are verified. Belongs to ctx. */
char *ground_engines(const struct ground *ground, void *ctx);

#endif
