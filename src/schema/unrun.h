/*
 * Files of a schema directory that look as if they ran, and do not: a delta
 * above SCHEMA_VERSION, a name with a typing error, a migration that only its
 * own tool can run. What nobody runs is a difference nobody sees.
 */
#ifndef SCHEMA_UNRUN_H
#define SCHEMA_UNRUN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct unrun {
    const char *database; /* logical database it would belong to; NULL: none */
    const char *path;     /* file or directory, as a person would type it */
    const char *file;     /* the file itself, or the first of the directory; or NULL */
    const char *reason;   /* why it does not run: "its name is not a version number" */
    bool is_delta;        /* somebody may take it for one that runs; false: reported, and no difference */
};

struct unrun_list {
    struct unrun *items;
    size_t n;
    size_t shown; /* how many of one reason are reported one by one; 0: all */
};

/* Adds a copy of one, which belongs to ctx as the list does. */
void unrun_add(void *ctx, struct unrun_list *list, const struct unrun *one);

/*
 * Takes out those that a person has accepted: names from the schema directory
 * `top` (NULL-terminated; NULL: none). One that names nothing in the list gets
 * a warning.
 */
void unrun_accept(struct unrun_list *list, const char *top, const char *const *names, struct diags *diags);

/* Adds a warning for each; `deltas`: also for those that may be taken for deltas. */
void unrun_warn(const struct unrun_list *list, bool deltas, struct diags *diags);

#endif
