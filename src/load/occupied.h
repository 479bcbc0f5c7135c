/* What a database holds that is not there in an empty one. */
#ifndef LOAD_OCCUPIED_H
#define LOAD_OCCUPIED_H

#include <stdbool.h>

#include "base/diag.h"
#include "catalog/object.h"

/*
 * Reads the database's catalog, which belongs to ctx. NULL with a diagnostic
 * where it cannot be read, or holds objects: the first of them are named.
 * Extensions, with all that is theirs, and what is said of the schema public
 * and of objects to come (comments, privileges) are no objects here.
 */
struct catalog *catalog_read_empty(struct connection *connection, const char *label, void *ctx, struct diags *diags);

#endif
