/* Which versions of a schema directory have been released: git's tags say so. */
#ifndef SCHEMA_RELEASED_H
#define SCHEMA_RELEASED_H

#include <git2.h>

#include "schema/tree.h"

/*
 * The name of a tag whose tree has a delta of that version below the schema
 * directory, in whichever database; of several the first by name. NULL where
 * there is none, or no git repository around the directory. Belongs to ctx.
 */
char *released_by(void *ctx, const struct schema_tree *tree, int version);

/*
 * A path of the file system from the top of the repository's working tree, links followed; NULL where it is not there,
 * or lies elsewhere. Belongs to ctx.
 */
char *released_path(void *ctx, git_repository *repository, const char *path);

#endif
