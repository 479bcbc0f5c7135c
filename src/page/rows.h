/* The rows that a snapshot puts into a table, as a table. */
#ifndef PAGE_ROWS_H
#define PAGE_ROWS_H

#include "page/view.h"

/* Writes one for each engine, or one for both where they hold the same. */
void rows_print(FILE *out, const struct relation *relation);

#endif
