/*
 * Is a live database what the deltas make, up to those that it has run? Its
 * schema is compared with that of all its logical databases together, and what
 * the application or its migration tool has recorded there is held against the files.
 *
 * Three steps, so that what several databases are compared with is made once
 * (check/fleet.h): each is read, what is expected is found or made, each is compared.
 */
#ifndef CHECK_LIVE_H
#define CHECK_LIVE_H

#include <stdbool.h>

#include "base/diag.h"
#include "check/applied.h"
#include "check/expectation.h"
#include "check/history.h"
#include "check/migration_state.h"
#include "diff/diff.h"
#include "engine/engine.h"
#include "model/model.h"

/* One database as it is. */
struct live_database {
    enum engine engine;
    const char *label;         /* as it may be shown to anybody */
    const struct model *model; /* without rows and without a migration tool's tables */
    const char *text;          /* all that it was read from; belongs to the expectation */
    struct applied applied;    /* of a layout with bookkeeping tables */
    struct history history;    /* of one with migrations */
    struct migration_state state;
    struct reached reached;          /* what it has run */
    const struct expected *expected; /* what it is compared with; belongs to the expectation */
    const char **pending;            /* paths of what it has not run yet, which is no difference */
    size_t n_pending;
};

/* By its location, which has to be one of a database that can be opened. False with a diagnostic. */
bool live_engine(const char *location, enum engine *engine, struct diags *diags);

/* Reads one; may be called by several threads, each with a ctx of its own. False with diagnostics. */
bool live_read(void *ctx, const struct expectation *expectation, const char *location, struct live_database *database,
               struct diags *diags);

/*
 * Compares one whose `expected` is known: the old side is what is expected, the
 * new side what is there. Beside objects there may be changes of these kinds:
 * "schema version", "applied delta", "background update". `name` is reported
 * as the database's, "" for none. Several threads may do so, as above.
 */
void live_compare(void *ctx, const struct expectation *expectation, const char *name,
                  const struct live_database *database, struct comparison *comparison);

#endif
