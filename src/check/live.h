/*
 * Is a live database what the snapshots say it should be? Its schema is
 * compared with that of all its logical databases' snapshots together, and
 * the application's own bookkeeping is asked which deltas and background
 * updates it has done.
 */
#ifndef CHECK_LIVE_H
#define CHECK_LIVE_H

#include <stdbool.h>

#include "base/diag.h"
#include "diff/diff.h"
#include "engine/engine.h"
#include "model/model.h"
#include "schema/plan.h"

struct live_options {
    const char *schema;           /* the schema directory: its bookkeeping tables, its deltas */
    const char *output;           /* the snapshots */
    int version;                  /* VERSION_OWN: the directory's own */
    const char *const *databases; /* the logical databases it holds, NULL-terminated; NULL: all, and common always */
    struct database_limits limits;
    bool owners;                       /* compare whose objects are */
    const char *const *accepted_unrun; /* as of generate_options */
    const struct cancellation *stop;
};

/* What is expected of any number of databases; once made it is not changed. */
struct expectation {
    void *ctx;
    const struct live_options *options;
    int version;
    bool made[ENGINE_COUNT];                  /* there are snapshots for the engine */
    const struct model *models[ENGINE_COUNT]; /* all snapshots together, without rows */
    const struct plan **plans[ENGINE_COUNT];  /* of the logical databases it holds, from nothing; NULL-terminated */
    const struct plan **known[ENGINE_COUNT];  /* of all there are */
};

/* Reads the snapshots and lists the deltas. Belongs to ctx; NULL with diagnostics. */
const struct expectation *live_expect(void *ctx, const struct live_options *options, struct diags *diags);

/*
 * Compares one database: the old side is what is expected, the new side what
 * is there. Beside objects there may be changes of these kinds: "schema
 * version", "applied delta", "background update". `name` is reported as the
 * database's, "" for none. May be called by several threads, each with a
 * ctx of its own, to which the comparison then belongs. False with diagnostics.
 */
bool live_compare(void *ctx, const struct expectation *expected, const char *name, const char *location,
                  struct comparison *comparison, struct diags *diags);

#endif
