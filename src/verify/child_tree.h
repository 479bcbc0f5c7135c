/* A copy of a schema directory for another run: the directory, or what a project's file names, with such a file. */
#ifndef VERIFY_CHILD_TREE_H
#define VERIFY_CHILD_TREE_H

#include <stdbool.h>

#include "base/diag.h"
#include "schema/project.h"
#include "schema/tree.h"

struct child_tree {
    const char *project; /* its file; NULL: the copy is a schema directory, with nothing that stands before it */
    struct project_copies copies; /* `of`: as the tree has it; `name`: the path of the copy */
};

/* Makes it at `to`, which must not be there. Belongs to ctx. False with a diagnostic. */
bool child_tree_copy(void *ctx, const struct schema_tree *tree, const struct project *project, const char *to,
                     bool backwards, struct child_tree *copy, struct diags *diags);

/* The text with the paths of the copies as those of the tree. Belongs to ctx. */
const char *child_tree_unnamed(void *ctx, const struct child_tree *copy, const char *text);

#endif
