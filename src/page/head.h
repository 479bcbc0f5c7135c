/* How every page begins that this software writes: nothing of it is loaded from elsewhere. */
#ifndef PAGE_HEAD_H
#define PAGE_HEAD_H

#include <stdio.h>

/* From <!DOCTYPE> to </head>, with the style, which pages share. */
void page_print_head(FILE *out, const char *title);

#endif
