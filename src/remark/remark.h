/*
 * Comments of deltas (--comments): what stands beside tables and columns in the texts that a connection runs is noted
 * under the names that these have by then (catalog/remarks.h). docs/format.md tells which comments count.
 */
#ifndef REMARK_REMARK_H
#define REMARK_REMARK_H

#include "catalog/remarks.h"
#include "engine/engine.h"

/* Follows the connection's texts until it is dropped. Belongs to ctx, which must outlive the connection. */
struct remark_watch;
struct remark_watch *remark_attach(struct connection *connection, void *ctx);

/* What is known by now. Borrowed, of ctx. */
struct remarks *remark_known(struct remark_watch *watch);

/* It goes on from what is known of a kept state. */
void remark_resume(struct remark_watch *watch, struct remarks *known);

#endif
