/* What a database has, and what is as good as missing there: an index that is INVALID. */
#ifndef CHECK_BROKEN_H
#define CHECK_BROKEN_H

#include "base/diag.h"
#include "diff/diff.h"

/*
 * Where the comparison found it missing, that is the finding, and says why; the error that it cannot be compared
 * becomes a warning, which says what to do.
 */
void broken_report(struct comparison *comparison, struct diags *diags);

#endif
