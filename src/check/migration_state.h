/*
 * Which migrations of a directory a database has run, by what its tool has
 * recorded there: a list of rows against a list of files. No server is asked.
 */
#ifndef CHECK_MIGRATION_STATE_H
#define CHECK_MIGRATION_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "check/history.h"
#include "check/passed_program.h"
#include "schema/tree.h"

enum migration_fault {
    MIGRATION_UNKNOWN, /* it has run, and the directory does not have it */
    MIGRATION_CHANGED, /* its file is another one than what has run */
    MIGRATION_FAILED,  /* it was begun, and did not end well */
    MIGRATION_HIDDEN   /* it counts as run, and was rolled back: another has its number */
};

struct migration_finding {
    enum migration_fault fault;
    const char *name;                /* the file's, else what the row calls it */
    const char *path;                /* as a person would type it; NULL: there is no file */
    const char *twin;                /* of MIGRATION_HIDDEN: the other file */
    const char *expected, *recorded; /* of MIGRATION_CHANGED: checksums */
};

struct migration_state {
    const struct migration **applied; /* in the order in which they ran there */
    size_t n_applied;
    bool in_order;        /* these are the first of the directory, in its own order */
    const char **pending; /* paths, in the order in which they would run */
    size_t n_pending;
    enum passed_state *passed; /* of migrations->passed, in that order */
    struct migration_finding *findings;
    size_t n_findings;
};

/* Works it out for one engine; reads the files where their checksums are kept. Belongs to ctx. False with diagnostics.
 */
bool migration_state_read(void *ctx, const struct migrations *migrations, enum engine engine,
                          const struct history *history, struct migration_state *state, struct diags *diags);

#endif
