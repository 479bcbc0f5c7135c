/* Files that ship with the program: in share/fullschema, beside the directory of the executable. */
#ifndef BASE_SHARE_H
#define BASE_SHARE_H

#include "base/diag.h"

/*
 * The path of `name` there, from the build tree (build/fullschema and
 * build/sanitize/fullschema beside share/) or installed (bin/fullschema).
 * Belongs to ctx. NULL with the reason in diags where there is none.
 */
char *share_path(void *ctx, const char *name, struct diags *diags);

#endif
