/* SQL over several lines, before and after: one text in which the lines that differ are marked. */
#ifndef PAGE_LINES_H
#define PAGE_LINES_H

#include <stdio.h>

/* libgit2, which compares the lines, wants to be reported when it is used; calls may be nested. */
void lines_begin(void);
void lines_end(void);

/* Writes all lines of both; texts have no final newline. */
void lines_print(FILE *out, const char *before, const char *after);

#endif
