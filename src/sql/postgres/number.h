/* Numbers as PostgreSQL 16 and later read them, in the words of 15. */
#ifndef SQL_POSTGRES_NUMBER_H
#define SQL_POSTGRES_NUMBER_H

#include <stddef.h>

/*
 * The number at text[*at] in decimal digits, where it is written in another
 * base (0xff, 0o17, 0b11) or with underscores (1_000); *at moves behind it.
 * NULL for any other. Belongs to ctx.
 */
char *number_as_decimal(void *ctx, const char *text, size_t *at);

#endif
