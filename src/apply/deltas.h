/* Carrying out a plan's files, in order, on an empty database. */
#ifndef APPLY_DELTAS_H
#define APPLY_DELTAS_H

#include <stdbool.h>

#include "apply/progress.h"
#include "base/diag.h"
#include "clock/clock.h"
#include "engine/engine.h"
#include "schema/plan.h"

/*
 * Runs the bookkeeping file alone; of migrations, which have none, makes what
 * they take for granted (apply/tool_tables.h). Separate from the rest because what it
 * makes has to be known by itself: a snapshot leaves it out.
 */
bool apply_bookkeeping(struct connection *connection, const struct plan *plan, struct diags *diags);

/* Who looks at the database after a step, before anything is said of the application's version at the end. */
struct step_watch {
    bool (*after)(void *data, size_t step, struct diags *diags); /* false, with a diagnostic: it cannot go on */
    void *data;
};

/*
 * Runs all other steps, each file in a transaction of its own together with
 * the row that records it, and the application's version at the end. Stops at
 * the first failure, with a diagnostic. `clock` looks on at the connection,
 * `watch` after each step (NULL: nobody).
 */
bool apply_deltas(struct connection *connection, struct clock *clock, const struct plan *plan,
                  const struct step_watch *watch, const struct progress *progress, size_t task, struct diags *diags);

#endif
