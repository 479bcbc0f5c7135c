/* A value of a type. */
#ifndef ROWS_VALUE_H
#define ROWS_VALUE_H

#include "rows/table.h"

/* The `number`-th, as SQL: another for each, where the type has so many. Belongs to ctx. */
char *made_value(void *ctx, enum engine engine, const struct wanted_column *column, unsigned long number);

/* X'6d61': SQLite's own form. Belongs to ctx. */
char *blob_literal(void *ctx, const char *bytes, size_t n);

#endif
