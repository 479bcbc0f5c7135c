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
    bool *needed;             /* as many, or NULL where nobody asks */
};

struct built {
    struct catalog *bookkeeping; /* after the bookkeeping file alone */
    struct catalog *whole;       /* at the end */
};

/*
 * Makes a database on `server`, carries out the plan, reads the catalog and
 * drops the database again. The catalogs belong to ctx. False with
 * diagnostics, or without when the wish to stop ended it.
 */
bool build_database(struct server *server, const struct schema_tree *tree, struct updates *updates,
                    const struct plan *plan, const struct accepted *accepted, const struct progress *progress,
                    size_t task, void *ctx, struct built *built, struct diags *diags);

#endif
