/* The rows that a snapshot puts into a table, as a table. */
#ifndef PAGE_ROWS_H
#define PAGE_ROWS_H

#include "page/view.h"

/* Writes one for each engine, or one for both where they hold the same. */
/* Every column that a row of the list has a value for, in the order in which rows name them. Belongs to ctx. */
struct names row_columns(void *ctx, const struct shown_list *list);

void rows_print(FILE *out, const struct relation *relation);

#endif
