/*
 * Names of columns in a view of functions. PostgreSQL prints `f() WITH ORDINALITY f(a, b, n)` with the columns that the
 * type of f had when the view was made: where it has got another since, n would be that, and the server prints all of
 * them of a view that is made now. The snapshot names them all.
 */
#ifndef KIND_POSTGRES_ROW_NAMES_H
#define KIND_POSTGRES_ROW_NAMES_H

#include "kind/kind.h"

/*
 * Completes such lists in the texts `definition` (a field's index) of the views from the catalog's object `first` on.
 * One where that cannot be done is refused (refusal.h). False when the server could not be asked, or reading ends.
 */
bool complete_row_names(struct reading *reading, size_t first, int definition);

#endif
