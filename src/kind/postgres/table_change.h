/* How tables are changed that are there. */
#ifndef KIND_POSTGRES_TABLE_CHANGE_H
#define KIND_POSTGRES_TABLE_CHANGE_H

#include "kind/change.h"

extern const struct change_forms table_changes;

#endif
