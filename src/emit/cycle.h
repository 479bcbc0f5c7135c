/* Dependency cycles among the statements of a snapshot: finding, breaking and telling them. */
#ifndef EMIT_CYCLE_H
#define EMIT_CYCLE_H

#include "base/diag.h"
#include "emit/graph.h"

/*
 * Of each unit the number of its component: two units have the same where
 * each needs the other, however indirectly. Belongs to ctx.
 */
size_t *cycle_components(void *ctx, const struct graph *g, bool with_soft);

/* Whether an edge is part of a cycle. */
static inline bool cycle_has(const size_t *components, const struct edge *e)
{
    return components[e->earlier] == components[e->later];
}

/*
 * Adds to the catalog's postponed objects those whose part closes a cycle,
 * the query of a view only where nothing else can be postponed. False with a
 * diagnostic that names a cycle where none can; *found says whether there
 * was any. What the bodies of functions mention counts for nothing.
 */
bool cycle_break(struct graph *g, struct catalog *catalog, bool *found, struct diags *diags);

#endif
