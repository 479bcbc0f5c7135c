/*
 * Private directories for the time of a run: for a throwaway server, for
 * copies. `fullschema-XXXXXX` of mode 0700, in $TMPDIR where that is set; else
 * in /dev/shm where that is memory with much room, since nothing there
 * outlives the run and making a database is making three hundred files; else
 * in /tmp. A lock file in it is held as long as the tool lives, so that a
 * later run can tell what a killed one left behind.
 */
#ifndef BASE_SCRATCH_H
#define BASE_SCRATCH_H

#include <stdbool.h>

#include "base/diag.h"

struct scratch {
    const char *path;   /* absolute, without symbolic links */
    const char *parent; /* what it stands in */
    const char *name;   /* within parent */
    int fd;
    int lock_fd;
};

/* Where memory is used as a place for files. */
extern const char scratch_memory[];

/* What scratch_make would use as the parent; belongs to ctx. NULL with the reason in diags. */
const char *scratch_parent(void *ctx, struct diags *diags);

/* Makes one. Its texts belong to ctx. False with the reason in diags. */
bool scratch_make(struct scratch *scratch, void *ctx, struct diags *diags);

/* Removes it with all it holds. */
void scratch_remove(struct scratch *scratch);

/*
 * Removes everything below an open directory, never following a symbolic
 * link; what is called `last` at the top is removed at the very end.
 */
void scratch_clear(int fd, const char *last);

#endif
