/*
 * What a person puts in place of words and placeholders of migrations, and no migration has: most often a slip of the
 * pen, which would leave the word as it is.
 */
#ifndef GENERATE_UNUSED_VALUES_H
#define GENERATE_UNUSED_VALUES_H

#include "base/diag.h"
#include "schema/tree.h"

/*
 * Warns of `replace` and `define` of the project's file and of `given`, NAME=VALUE up to NULL or no list, whose word is
 * in no migration of the tree that some version runs, and in none that takes another back.
 */
void warn_of_unused_values(const struct schema_tree *tree, const char *const *given, struct diags *diags);

#endif
