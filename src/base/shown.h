/*
 * Texts made fit for a person's eyes: what would move a cursor, colour a
 * terminal, start a line of its own, turn the direction of reading or not be
 * seen at all is shown as an escape.
 */
#ifndef BASE_SHOWN_H
#define BASE_SHOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * `s` on one line: control characters as \n, \t, \r, \x1b; other characters
 * nobody sees as \u202e or \U000e0001; bytes that are not UTF-8 as \xff. All
 * else stands as it is. What has been shown once stays the same when it is
 * shown again. Belongs to ctx.
 */
char *shown_text(void *ctx, const char *s);

/* As shown, of at most `most` characters: what is longer ends in "...". 0: all. Belongs to ctx. */
char *shown_at_most(void *ctx, const char *s, size_t most);

/* As shown, but for the characters of `kept` ("\t", "\n\t"), of `n` bytes, which may hold NUL. Belongs to ctx. */
char *shown_keeping(void *ctx, const char *s, size_t n, const char *kept);

/* A code point that shown replaces: control, format and line separating characters, and what has no glyph. */
bool character_is_unseen(uint32_t code);

/* Characters (code points) of UTF-8 text. */
size_t character_count(const char *s);

/* The columns of a terminal that a text takes which has been shown: wide characters take two. */
int shown_width(const char *s, size_t n);

/* The bytes of such a text that fit into so many columns. */
size_t shown_fitting(const char *s, int columns);

#endif
