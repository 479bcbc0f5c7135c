/* Copying a directory with all it holds. */
#ifndef BASE_COPY_H
#define BASE_COPY_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/root.h"

/*
 * Makes `to`, which must not be there and is our own, a copy of the root's
 * directory: files and directories; symbolic links are followed within the
 * root. Entries are made from the
 * last name to the first where `backwards`, so that file systems that list
 * them by age list them the other way round. False with a diagnostic.
 */
bool copy_tree(const struct root *from, const char *to, bool backwards, struct diags *diags);

/*
 * Copies a file into a private directory of ours so that everybody can read it there, under its name. False with a
 * diagnostic.
 */
bool copy_for_all(const char *from, const char *directory, const char *to, struct diags *diags);

#endif
