/* The rows of `background_updates`, as the deltas have left them. */
#ifndef APPLY_QUEUE_H
#define APPLY_QUEUE_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/plan.h"

struct update {
    const char *name;
    const char *depends_on; /* or NULL */
    long ordering;
};

struct queue {
    struct update *updates; /* by (ordering, name) */
    size_t n;
};

/*
 * Reads them; a database without the table has none. False with a diagnostic,
 * which points at the delta, where a row is none of a queue. Belongs to ctx.
 */
bool queue_read(struct connection *connection, const struct plan *plan, void *ctx, struct queue *queue,
                struct diags *diags);

/* NULL where none of that name (or NULL) waits. */
const struct update *queue_find(const struct queue *queue, const char *name);

/* Points a diagnostic at the delta that names the update, where one does. */
bool queue_locate(const struct plan *plan, const char *name, struct diags *diags, struct diag *e);

#endif
