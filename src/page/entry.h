/* One table or view of the page: its heading, its facets, what is around it. */
#ifndef PAGE_ENTRY_H
#define PAGE_ENTRY_H

#include "page/layout.h"
#include "page/view.h"

void entry_print(FILE *out, struct layouter *layouter, const struct relation *relation);

/* What belongs to no table: sequences, functions, settings, ... of one database. */
void loose_print(FILE *out, const struct database *database);
bool has_loose(const struct database *database);

/* The anchor of that part. Belongs to ctx. */
char *loose_anchor(void *ctx, const struct database *database);

/* Words of a class attribute: "same", or "differs" with the worst class as "worst-care". */
void print_class(FILE *out, const struct change_counts *counts);

/* A badge for each class there are changes of. */
void print_counts(FILE *out, const struct change_counts *counts);

/* The worst class alone, or that all of it was "added" or "removed": for the contents, where there is little room. */
void print_worst(FILE *out, const struct change_counts *counts, const char *mark);

/* Name, with its schema where that is not the default one. */
void print_relation_name(FILE *out, const struct relation *relation);

#endif
