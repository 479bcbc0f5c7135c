/*
 * Snapshots loaded into somebody's empty database: all of them, or nothing is
 * left there. docs/load.md says what counts as empty.
 */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include <stdbool.h>

#include "base/diag.h"
#include "source/source.h"

struct load_options {
    const char *location;          /* of the database, as a person named it */
    enum engine engine;            /* that it is of */
    const char *snapshots;         /* a source (source/source.h) */
    int version;                   /* of several versions this one; VERSION_HIGHEST: the highest */
    const char *const *databases;  /* only these logical databases, NULL-terminated; or NULL: all there are */
    struct database_limits limits; /* of the database */
    const struct cancellation *stop;
};

struct load_result {
    const char *label;       /* the database, as it may be shown to anybody */
    bool made;               /* a file that was not there */
    struct source snapshots; /* what was loaded, in that order */
};

/*
 * Texts of the result belong to ctx. False with diagnostics, or without after
 * a cancellation: then the database is as it was.
 */
bool load_snapshots(const struct load_options *options, void *ctx, struct load_result *result, struct diags *diags);

#endif
