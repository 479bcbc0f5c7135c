/* CREATE STATISTICS: what reading a text asks of it. */
#ifndef KIND_POSTGRES_STATISTICS_H
#define KIND_POSTGRES_STATISTICS_H

#include <stdbool.h>

#include "catalog/object.h"

/* Whether it is about that column of its table, alone or in an expression: it goes with it, without CASCADE. */
bool statistics_name_column(const struct object *o, const char *column);

#endif
