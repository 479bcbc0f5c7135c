/* What stands above a database's tables: its snapshots, what is in them or differs, what the page cannot tell. */
#ifndef PAGE_SIDE_H
#define PAGE_SIDE_H

#include "page/view.h"

void sides_print(FILE *out, const struct database *database, bool compared);

#endif
