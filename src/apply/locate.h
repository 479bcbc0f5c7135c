/* Which file of a plan a fault that shows itself only later came of. */
#ifndef APPLY_LOCATE_H
#define APPLY_LOCATE_H

#include <stddef.h>

#include "base/diag.h"
#include "schema/plan.h"

/*
 * Points at `name` in the last file of the plan that holds it and `before`, in any case of letters: at the first that
 * comes after `before`, if one does. "" is before everything. How many such files there are.
 */
size_t locate_name(const struct plan *plan, const char *name, const char *before, struct diags *diags, struct diag *e);

/*
 * Points at the table in the last file that inserts into it, or, where none does, that names it; the detail says that
 * it may be another one where there are more.
 */
void locate_table_writer(const struct plan *plan, const char *table, struct diags *diags, struct diag *e);

#endif
