/* Values of rows as snapshots have them. */
#ifndef KIND_POSTGRES_ROW_VALUE_H
#define KIND_POSTGRES_ROW_VALUE_H

#include <stdio.h>

/*
 * A value that the server, or a statement, has as that text, by the style of its column (row.sql): b, a boolean; f and
 * g, double precision and real; n, another number; anything else is quoted.
 */
void print_row_value(FILE *out, const char *value, char style);

#endif
