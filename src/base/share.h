/* What ships with the program, beside the directory of the executable. */
#ifndef BASE_SHARE_H
#define BASE_SHARE_H

#include "base/diag.h"

/*
 * The path of `name` in share/fullschema, from the build tree (build/fullschema
 * and build/sanitize/fullschema beside share/) or installed (bin/fullschema).
 * Belongs to ctx. NULL with the reason in diags where there is none.
 */
char *share_path(void *ctx, const char *name, struct diags *diags);

/* The same of a program in libexec/fullschema; in the build tree it stands beside the program itself. */
char *libexec_path(void *ctx, const char *name, struct diags *diags);

/*
 * The directory `name` in lib/fullschema, where a release for any distribution keeps the libraries that it brings.
 * Belongs to ctx; NULL in every other.
 */
char *own_libraries(void *ctx, const char *name);

#endif
