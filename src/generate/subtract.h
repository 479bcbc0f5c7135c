/*
 * Leaving out of one database's catalog what another one makes.
 *
 * Every physical database holds the bookkeeping tables and everything of
 * `common`; the snapshot of `main` must hold neither. What they make is found
 * by comparing catalogs, never from a list of names.
 */
#ifndef GENERATE_SUBTRACT_H
#define GENERATE_SUBTRACT_H

#include "base/diag.h"
#include "catalog/object.h"

/*
 * `catalog` without the bookkeeping tables: the relations of `bookkeeping`
 * with all that belongs to them (their rows and even their columns are the
 * application's business), and whatever else is the same in both.
 * The result shares the objects of `catalog`; it belongs to ctx.
 */
struct catalog *subtract_bookkeeping(void *ctx, const struct catalog *catalog, const struct catalog *bookkeeping);

/*
 * `catalog` without what is the same in `common`. A difference in something
 * that common makes cannot be determined by a snapshot that leaves common out: it
 * is an error that names the object and what differs. Sequence positions are
 * the exception, they can be set again.
 * NULL with diagnostics; `database` names the catalog's owner in them.
 */
struct catalog *subtract_common(void *ctx, const struct catalog *catalog, const struct catalog *common,
                                const char *database, struct diags *diags);

#endif
