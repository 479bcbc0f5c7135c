/* What belongs to no table: sequences, functions, settings, ... of one database. */
#ifndef PAGE_LOOSE_H
#define PAGE_LOOSE_H

#include "page/view.h"

bool has_loose(const struct database *database);
void loose_print(FILE *out, const struct database *database);

/* Of what kinds it is: "Sequences, functions", the first few. */
void print_loose_name(FILE *out, const struct database *database);

/* The anchor of that part. Belongs to ctx. */
char *loose_anchor(void *ctx, const struct database *database);

#endif
