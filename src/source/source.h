/*
 * A side of a comparison, as a person names it:
 *
 *   FILE                       a snapshot; its engine by the last part of its name, or by what it holds
 *   DIRECTORY                  of snapshots, in either layout of `generate`; a version's directory or the whole
 *   REV:PATH                   the same in a git repository, read from its objects
 *   postgres://..., key=value  a live Postgres database, read in a read-only transaction
 *   FILE of SQLite             opened read-only and never changed
 *
 * Every kind of source ends as snapshot texts: a live database is read with
 * the catalog and printed as `inspect` does.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "model/model.h"

struct source_options {
    int version;              /* of a directory with several: this one; VERSION_HIGHEST: the highest */
    int statement_timeout_ms; /* of queries on a live database; 0: none */
    const struct stop *stop;
};
enum { VERSION_HIGHEST = -1 };

/* One snapshot of a source. */
struct source_snapshot {
    const char *database; /* "" where the source does not say */
    int version;          /* -1 where it does not say */
    enum engine engine;
    const char *path; /* for people: what they would type to see it */
    const char *text;
};

struct source {
    const char *spec;
    bool live;                     /* a database rather than files */
    struct source_snapshot *items; /* by database ("common" first), engine */
    size_t n;
};

/* Reads a source; all texts belong to ctx. False with a diagnostic: what was looked for, and where. */
bool source_open(void *ctx, const char *spec, const struct source_options *options, struct source *source,
                 struct diags *diags);

#endif
