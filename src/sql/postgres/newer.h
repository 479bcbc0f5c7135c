/*
 * Words that PostgreSQL 16 and 17 gave a meaning, and that are ordinary names to the grammar that texts are read by,
 * 15's: JSON_SCALAR(1) is the call of a function to it, and SYSTEM_USER a column. 18 added none that matter.
 */
#ifndef SQL_POSTGRES_NEWER_H
#define SQL_POSTGRES_NEWER_H

#include <stdbool.h>

/* True for a keyword of 16 or 17, in lower case, that 15 does not have. */
bool is_newer_keyword(const char *keyword);

/* True for a keyword that a server of that version begins an expression with. */
bool is_newer_syntax(const char *keyword, int version);

/*
 * True when the text holds keywords that a server of that version has a syntax
 * for, where they are no names. Where the server knows a keyword it quotes names
 * that are spelled alike.
 */
bool has_newer_keywords(const char *text, int version);

/*
 * The text with quotes around the names that later servers have a syntax for.
 * May be `text` itself; else belongs to ctx.
 */
const char *with_newer_keywords_quoted(void *ctx, const char *text, int version);

/*
 * The text without what only newer servers print though it says nothing new:
 * NO INDENT in XMLSERIALIZE, since 16. May be `text` itself; else belongs to ctx.
 */
const char *without_newer_defaults(void *ctx, const char *text, int version);

#endif
