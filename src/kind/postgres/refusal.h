/* An object whose text cannot be made right. */
#ifndef KIND_POSTGRES_REFUSAL_H
#define KIND_POSTGRES_REFUSAL_H

#include "kind/kind.h"

/*
 * Says why, as an error, and takes the object out of the catalog that is being read, with what needs it
 * (catalog/left_out.h). True where reading goes on: of a database in use the rest is worth seeing.
 */
bool refuse_object(struct reading *reading, const struct object *o, const char *why, const char *hint);

#endif
