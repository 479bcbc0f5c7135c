/* The classes of changes as marks beside a name, and as words of a class attribute. */
#ifndef PAGE_BADGE_H
#define PAGE_BADGE_H

#include <stdio.h>

#include "diff/diff.h"

/* The worst class that there are changes of; the least one where there are none. */
enum change_class worst_class(const struct change_counts *counts);

/* `<b class="badge care">care</b>` */
void print_badge(FILE *out, enum change_class class);

/* A badge for each class there are changes of. */
void print_counts(FILE *out, const struct change_counts *counts);

/* The worst class alone, or that all of it was "added" or "removed": for the contents, where there is little room. */
void print_worst(FILE *out, const struct change_counts *counts, const char *mark);

/* Words of a class attribute: "same", or "differs" with the worst class as "worst-care". */
void print_class(FILE *out, const struct change_counts *counts);

#endif
