/*
 * Columns of items of FROM whose names the server's text of a statement does not say as the statement has them
 * (row_names.h, table_function_names.h), in texts of every kind that holds queries.
 */
#ifndef KIND_POSTGRES_FROM_NAMES_H
#define KIND_POSTGRES_FROM_NAMES_H

#include "kind/kind.h"

/*
 * Completes the texts `field` (a field's index; of policies that and the one behind it) of the objects of a kind from
 * the catalog's object `first` on. One where that cannot be done is refused (refusal.h). False when the server could
 * not be asked, or reading ends.
 */
bool complete_view_names(struct reading *reading, size_t first, int field);
bool complete_rule_names(struct reading *reading, size_t first, int field);
bool complete_policy_names(struct reading *reading, size_t first, int field);
bool complete_body_names(struct reading *reading, size_t first, int field);

#endif
