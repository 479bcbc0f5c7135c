/*
 * One spelling of Postgres SQL that is compared by its tokens, because nobody
 * understands it: texts that differ in blanks, comments, the case of words, quotes
 * that a name does not need, the tag of a dollar quote, or `public.` come out alike.
 * Reserved words are printed in capitals.
 */
#ifndef SQL_POSTGRES_SPELLING_H
#define SQL_POSTGRES_SPELLING_H

#include <stddef.h>

/* On one line, but for line ends inside of quotes. Belongs to ctx. */
char *spelling_of(void *ctx, const char *text, size_t length);

#endif
