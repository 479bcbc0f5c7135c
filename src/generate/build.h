/* One physical database, from empty to read: plan applied, queue drained, catalog in memory. */
#ifndef GENERATE_BUILD_H
#define GENERATE_BUILD_H

#include "apply/progress.h"
#include "base/diag.h"
#include "catalog/object.h"
#include "engine/engine.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/updates.h"

/* What stays though it depends on the clock (clock/clock.h), and what of it was needed. */
struct accepted {
    const char *const *cells; /* NULL-terminated "table.column", or NULL */
    bool *needed;             /* as many */
    bool all;                 /* whatever depends on it stays: nothing is refused */
};

/* Where a state of the database is kept, and the one that it was. */
struct cached_point {
    size_t step;          /* the last that has run */
    const char *database; /* the copy (engine/engine.h, database_copy) */
    const char *clock;    /* what it had learned by then (clock/clock.h) */
    const char *remarks;  /* what comments had said by then (catalog/remarks.h); NULL: nobody wants that */
};

/* The states that a build goes on from and keeps. Nothing of it: from nothing, and nothing is kept. */
struct build_states {
    const char *database; /* to go on with; NULL: from nothing */
    size_t step;          /* the last that has run there */
    const char *clock;
    const char *remarks;
    struct catalog *bookkeeping;

    size_t wanted[2]; /* steps after which to keep it, in order */
    size_t n_wanted;
    struct cached_point points[2]; /* those that could be kept */
    size_t n_points;

    bool with_remarks; /* comments of its deltas are wanted, too */
};

struct built {
    struct catalog *bookkeeping; /* after the bookkeeping file alone */
    struct catalog *whole;       /* at the end */
    bool dated;                  /* a statement could have done something with the clock or chance */
    struct remarks *remarks;     /* what comments of deltas say, where that is wanted; else NULL */
};

/*
 * Makes a database on `server`, carries out the plan, reads the catalog and
 * drops the database again. Where `states` has a database to go on with (of a
 * server that has kept it), only the rest of the plan is carried out. The catalogs belong to ctx. False with
 * diagnostics, or without when a cancellation ended it.
 */
bool build_database(struct server *server, const struct schema_tree *tree, struct updates *updates,
                    const struct plan *plan, const struct accepted *accepted, struct build_states *states,
                    const struct progress *progress, size_t task, void *ctx, struct built *built, struct diags *diags);

/*
 * Who wants to see catalogs on the way: asked after which steps, then given
 * the catalog as it is there, the queue of background updates not drained.
 */
struct build_observer {
    bool (*wants)(void *data, size_t step);
    /* The catalog is the watcher's to free, and belongs to ctx otherwise. False: enough seen. */
    bool (*see)(void *data, size_t step, struct catalog *catalog);
    void *data;
    bool begins; /* it sees what there is before the first step but that of bookkeeping, too: as step 0 */
};

/*
 * As build_database, but nothing is drained or read at the end: only what
 * `observer` wants to see is read. False with diagnostics, or without when
 * `observer` has seen enough or a cancellation ended it.
 */
bool build_observed(struct server *server, const struct plan *plan, const struct accepted *accepted,
                    const struct build_observer *observer, void *ctx, struct diags *diags);

#endif
