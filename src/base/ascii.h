/* Words of ASCII, as keywords and the names that SQL takes without regard to case are. Other bytes stay as they are. */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

/* In place. Returns the text. */
char *ascii_lower(char *text);
char *ascii_upper(char *text);

/* The first n bytes alone, in place; and as a text of their own, for which `to` has n + 1 bytes. */
void ascii_lower_part(char *text, size_t n);
void ascii_copy_lower(char *to, const char *from, size_t n);

/* A copy, which belongs to ctx. */
char *ascii_lowered(void *ctx, const char *text);

/* Whether a byte can be part of a name that is not quoted, in either dialect. */
bool ascii_in_word(char c);

/*
 * Where `word` stands in the text, from `from` on, in letters of either case and not as a part of a longer word. What
 * is no letter ends a word, and so does a dollar, which may be that of a quote. NULL: nowhere, or it is empty.
 */
const char *ascii_find_word(const char *text, const char *from, const char *word);

#endif
