/* Files that are to be made, as they are to begin. */
#ifndef SCHEMA_DRAFT_H
#define SCHEMA_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* Strings are borrowed. */
struct draft {
    const char *directory, *path, *text;
};

struct drafts {
    struct draft *items; /* belong to the context that they were added with */
    size_t n;
};

void drafts_add(void *ctx, struct drafts *drafts, const char *directory, const char *path, const char *text);

/*
 * Makes them, with the directories they stand in below the `directory` of each. Where one is there already nothing is
 * made. False with a diagnostic.
 */
bool drafts_make(const struct drafts *drafts, struct diags *diags);

#endif
