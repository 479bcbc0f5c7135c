/* Which file the next delta of a schema directory is. */
#ifndef SCHEMA_NEXT_DELTA_H
#define SCHEMA_NEXT_DELTA_H

#include <stdbool.h>

#include "base/diag.h"
#include "schema/tree.h"

struct next_delta {
    int version;
    int number;      /* after the highest that begins a file name of that version, in any database */
    int width;       /* of the number, with zeros in front: as those before it, at least 2 */
    const char *dir; /* <database>/delta/<version>, with the tree's path */
};

/*
 * Finds it: deltas of one version run sorted by file name, those of all
 * databases together, so the number counts over all of them. Belongs to ctx.
 */
bool next_delta_find(void *ctx, const struct schema_tree *tree, const char *database, int version,
                     struct next_delta *next, struct diags *diags);

/* Lower-case letters, digits and underscores: what every system and both engines take as a name. */
bool delta_name_is_plain(const char *name);

/* The nearest name that is: "Add Tags" becomes add_tags. "" where nothing is left. Belongs to ctx. */
char *delta_name_made_plain(void *ctx, const char *name);

#endif
