/*
 * The proof of a snapshot: loaded into an empty database and read again, it
 * must give the catalog it was printed from, field by field.
 */
#ifndef GENERATE_PROOF_H
#define GENERATE_PROOF_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/diag.h"
#include "catalog/object.h"
#include "engine/engine.h"
#include "schema/plan.h"

struct snapshot {
    const char *path; /* where it will be written: errors name it */
    const char *text;
    const struct catalog *catalog;     /* what it was printed from */
    const struct catalog *bookkeeping; /* what was there before the deltas, some of it in every empty database */
    const char *const *accepted;       /* cells that stay though they depend on the clock, or NULL */
    const struct plan *plan;           /* what the catalog came of; NULL: nothing was prepared for it */
};

/* An empty database that was made while there was nothing to prove yet: the first proof that asks takes it. */
struct spare {
    _Atomic(struct connection *) connection; /* NULL: there is none */
};

/* Where that fails there is none, and the proof says why its own cannot be made. */
void spare_open(struct spare *spare, struct server *server);
void spare_close(struct spare *spare);

/*
 * `common` is the snapshot of common on the same engine and version, or NULL
 * when `snapshot` is that itself. A snapshot that does not load by itself, or
 * comes out otherwise, because it refers to something of common is loaded on
 * top of it; *needs_common then says so. False with diagnostics naming the
 * objects.
 */
bool prove_snapshot(struct server *server, struct spare *spare, const struct snapshot *snapshot,
                    const struct snapshot *common, bool *needs_common, struct diags *diags);

#endif
