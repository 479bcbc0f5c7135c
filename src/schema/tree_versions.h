/* The versions of a tree whose layout has migrations. */
#ifndef SCHEMA_TREE_VERSIONS_H
#define SCHEMA_TREE_VERSIONS_H

#include "schema/tree.h"

/* Those of all its migrations, in whichever directory; the highest is the tree's own. */
void tree_versions_take(struct schema_tree *tree);

#endif
