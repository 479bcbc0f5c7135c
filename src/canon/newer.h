/* What servers print that is newer than the parser's grammar, PostgreSQL 15, and that it would misread. */
#ifndef CANON_NEWER_H
#define CANON_NEWER_H

#include <stdbool.h>

/*
 * True when the text holds words that the server has a syntax for and the
 * parser has not: JSON_SCALAR(1) would be the call of a function to it, and
 * SYSTEM_USER a column. Where the server knows a word it quotes names that are
 * spelled alike. `version` is the server's.
 */
bool has_newer_words(const char *text, int version);

/*
 * The text without what only newer servers print though it says nothing new:
 * NO INDENT in XMLSERIALIZE, since 16. May be `text` itself; else belongs to ctx.
 */
const char *without_newer_defaults(void *ctx, const char *text, int version);

#endif
