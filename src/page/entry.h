/* One table or view of the page: its heading, its facets, what is around it. */
#ifndef PAGE_ENTRY_H
#define PAGE_ENTRY_H

#include "graph/layout.h"
#include "page/view.h"

void entry_print(FILE *out, struct layouter *layouter, const struct relation *relation);

/* Name, with its schema where that is not the default one. */
void print_relation_name(FILE *out, const struct relation *relation);

#endif
