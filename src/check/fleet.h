/* Many live databases, each compared with the same expectation, some at a time. */
#ifndef CHECK_FLEET_H
#define CHECK_FLEET_H

#include "apply/progress.h"
#include "check/live.h"

struct target_database {
    const char *name;
    const char *location; /* may hold a password: never shown */
    void *ctx;            /* a root of its own; fleet_free frees it */
    bool ok;              /* it was compared */
    struct live_database live;
    struct comparison comparison;
    struct diags diags;
};

struct fleet {
    struct target_database *items; /* as in the file */
    size_t n;
};

/*
 * Reads a file of lines "NAME LOCATION"; what follows a # at the beginning of
 * a line is a comment. False with diagnostics. fleet_free is to be called
 * either way.
 */
bool fleet_read(void *ctx, const char *path, struct fleet *fleet, struct diags *diags);

/* Leaves those that are named, in the order of the file. False with a diagnostic where one is not there. */
bool fleet_choose(void *ctx, struct fleet *fleet, const char *const *names, struct diags *diags);

/*
 * Compares all of them, `width` at a time; one that cannot be compared stops
 * no other. Each is a task of the progress. To be called on a thread that
 * outlives the expectation's servers.
 */
void fleet_compare(struct fleet *fleet, struct expectation *expectation, size_t width, const struct progress *progress);

void fleet_free(struct fleet *fleet);

#endif
