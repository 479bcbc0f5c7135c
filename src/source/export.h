/* Files of a revision, read from a repository's objects and written into a private directory: no checkout. */
#ifndef SOURCE_EXPORT_H
#define SOURCE_EXPORT_H

#include <stdbool.h>

#include "base/diag.h"

/*
 * A path as it is from the working directory, as the repository around that
 * knows it; "" is its top. Belongs to ctx. NULL with a diagnostic.
 */
char *export_inside(void *ctx, const char *path, struct diags *diags);

struct export_request {
    const char *const *paths; /* of files and directories in the repository, NULL-terminated */
    bool python;              /* also whatever ends in .py, wherever it stands */
};

/*
 * Writes them below `to`, which is there, each at its path. A symbolic link
 * comes out as what it leads to within the repository. What is there already is left alone. False with
 * diagnostics, also where the revision has none of the paths.
 */
bool export_revision(void *ctx, const char *rev, const char *to, const struct export_request *request,
                     struct diags *diags);

/* Whether both revisions are one commit of the repository around the working directory; false also where one is none.
 */
bool export_is_same(void *ctx, const char *one, const char *other);

#endif
