/* Texts in single quotes, in which a quote is doubled: as SQL and YAML have them. */
#ifndef BASE_QUOTED_H
#define BASE_QUOTED_H

#include <stddef.h>
#include <stdio.h>

/* `n` bytes of `text`. A backslash is nothing special in it. */
void print_quoted(FILE *out, const char *text, size_t n);

/* The whole of a text. Belongs to ctx. */
char *quoted(void *ctx, const char *text);

#endif
