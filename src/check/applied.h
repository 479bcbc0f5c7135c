/* What an application has noted down in its database: versions, deltas, and background updates that wait. */
#ifndef CHECK_APPLIED_H
#define CHECK_APPLIED_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/engine.h"

struct applied_delta {
    int version;
    const char *file; /* "59/01_rooms.sql" */
};

struct applied {
    bool has_version; /* the table is there, with its row */
    int version;
    bool has_compat;              /* likewise */
    int compat;                   /* the oldest version whose application may use the database */
    struct applied_delta *deltas; /* by version, file */
    size_t n_deltas;
    const char **updates; /* background updates not done, in their order */
    size_t n_updates;
};

/*
 * Reads them; tables that are not there hold nothing. `label` names the
 * database where a row is not as it has to be. Belongs to ctx. False with a
 * diagnostic.
 */
bool applied_read(void *ctx, struct connection *connection, const char *label, struct applied *applied,
                  struct diags *diags);

/* Whether the application says that it has run the delta "59/01_rooms.sql". */
bool applied_has(const struct applied *applied, const char *file);

#endif
