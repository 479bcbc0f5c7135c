/*
 * Parameters by their numbers in the bodies of SQL functions, where the server's text names them so that they read as
 * something else: `WHERE users.id = users.id` of the function users(id) is `WHERE users.id = $1`.
 */
#ifndef KIND_POSTGRES_PARAMETER_H
#define KIND_POSTGRES_PARAMETER_H

#include "kind/kind.h"

/*
 * Numbers the parameters in the texts `statement` (a field's index) of the functions from the catalog's object `first`
 * on. One where it cannot be determined which of the names are parameters is an error, and left out of a database in
 * use. False when the server could not be asked, or with such an error otherwise.
 */
bool number_parameters(struct reading *reading, size_t first, int statement);

#endif
