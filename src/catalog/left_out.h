/*
 * What a snapshot cannot hold, and what needs it: neither is printed, since
 * half an object is none.
 */
#ifndef CATALOG_LEFT_OUT_H
#define CATALOG_LEFT_OUT_H

#include "base/diag.h"
#include "catalog/object.h"

/*
 * While reading: an object that is not among the catalog's. `o` has its
 * address, its name as people say it ("foreign table public.weather"), and,
 * where it is a relation, its schema and as `relation` its name there.
 */
void catalog_leave_out(struct catalog *catalog, const struct object *o);

/*
 * When all is read: takes out of the catalog whatever needs one of those, or
 * is part of it, with an error for each that has a statement of its own.
 */
void catalog_close_left_out(struct catalog *catalog, struct diags *diags);

#endif
