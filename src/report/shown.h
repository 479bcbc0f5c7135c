/*
 * Names and values made fit for a person's eyes: what would move a cursor,
 * colour a terminal, start a line of its own or turn the direction of reading
 * is told as an escape.
 */
#ifndef REPORT_SHOWN_H
#define REPORT_SHOWN_H

#include <stddef.h>

/*
 * `s` on one line: control characters as \n, \t, \r, \x1b; invisible and
 * direction characters as \u202e; bytes that are not UTF-8 as \xff. All else
 * stands as it is. Belongs to ctx.
 */
char *shown(void *ctx, const char *s);

/* As shown, of at most `most` characters: what is longer ends in "...". 0: all. Belongs to ctx. */
char *shown_at_most(void *ctx, const char *s, size_t most);

/* Characters (code points) of UTF-8 text. */
size_t character_count(const char *s);

#endif
