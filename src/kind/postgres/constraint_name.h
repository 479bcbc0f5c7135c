/* What the server calls constraints that are given no name. */
#ifndef KIND_POSTGRES_CONSTRAINT_NAME_H
#define KIND_POSTGRES_CONSTRAINT_NAME_H

#include "kind/postgres/constraint.h"
#include "kind/postgres/parse.h"

/* What stands in the name between the table and the label: the columns of the constraint of these fields. */
const char *constraint_column_names(void *ctx, const json_t *constraint, const struct constraint_type *type);

/* The name with that between them, and with a number where the schema has such a name already. */
const char *constraint_choose_name(struct parsing *parsing, struct name_pair table, const struct constraint_type *type,
                                   const char *columns);

#endif
