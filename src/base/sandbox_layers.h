/*
 * What a kernel lacks of a sandbox: said once, or refused where a person asked
 * for that (--require-sandbox).
 */
#ifndef BASE_SANDBOX_LAYERS_H
#define BASE_SANDBOX_LAYERS_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/sandbox.h"

/* From now on nothing runs in a sandbox that is not whole. Of this process, for good; before there are threads. */
void sandbox_require(void);
bool sandbox_is_required(void);

/*
 * `layers` are those of base/sandbox.h that are in force; "SQLite" is what
 * runs there. Whether all are that its profile stands on: the list of calls,
 * and for Python, which opens files, that of paths, too; other layers are
 * behind these. False with an error where one lacks and is required; else true, with
 * a warning at the first call that finds one lacking.
 */
bool sandbox_layers_judge(enum sandbox_profile profile, unsigned layers, const char *what, struct diags *diags);

#endif
