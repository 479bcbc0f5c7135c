/* Where --upgrades starts from: databases as they were once made, and which deltas are newer than they are. */
#ifndef VERIFY_UPGRADE_BASE_H
#define VERIFY_UPGRADE_BASE_H

#include "verify/upgrade_release.h"

struct upgrade_base {
    int version;                           /* NO_BASE: a database that has lived from the first delta on */
    const struct snapshot_store *store;    /* of a snapshot; NULL: deltas make the version */
    const struct upgrade_release *release; /* of a git revision; else NULL */
    const char *name;                      /* "the snapshot of version 54" */
    const char *request;                   /* of --from; NULL: nobody asked for it */
};

struct upgrade_bases {
    struct upgrade_base *items;
    size_t n;
};

/*
 * Those that the options name, or all that are there without being named: the snapshots of the schema directory, the
 * committed ones, and nothing. Revisions are read into `scratch`, a directory. Belongs to ctx. False with diagnostics.
 */
bool upgrade_bases_find(const struct verify_context *context, void *ctx, const char *scratch,
                        struct upgrade_bases *bases, struct diags *diags);

/* How one database gets from a base to the version verified. */
struct upgrade_route {
    const struct plan *plan;   /* the newer deltas run as on a database with data */
    const struct plan *create; /* the same, as on a new one */
    size_t made;               /* the last step that makes the base */
};

/* Belongs to ctx. False where that database has no such base on its engine, or nothing is newer; also with diagnostics.
 */
bool upgrade_route_find(const struct verify_run *run, const struct upgrade_base *base, void *ctx,
                        struct upgrade_route *route, struct diags *diags);

#endif
