/*
 * Names and literals as a snapshot spells them.
 *
 * A name is quoted only where it must be: when it is not made of lower-case
 * ASCII letters, digits, `_` (and `$`, not first), or is a word that any
 * server version from 10 to 18 does not take everywhere as a name. The
 * server's own quote_ident knows only its own version's words, so its answer
 * changes with the version.
 */
#ifndef SQL_POSTGRES_NAME_H
#define SQL_POSTGRES_NAME_H

#include <stdbool.h>
#include <stdio.h>

/* No name of the server's has more bytes; the parser cuts those that have. */
enum { LONGEST_NAME = 63 };

/* How many of n bytes of a name make whole characters: as the server cuts what is too long. */
size_t name_clip(const char *name, size_t n);

/* True when some supported version needs quotes around `word` in some position. */
bool name_is_reserved(const char *word);

/* True when the name stands as it is, without quotes. */
bool name_is_bare(const char *name);

/* `rooms`, `"Rooms"`, `"user"`. */
void print_name(FILE *out, const char *name);

/*
 * A name before its type, as columns and parameters have it: `format json`
 * would begin a syntax of its own from 16 on, so it is `"format" json`.
 */
void print_typed_name(FILE *out, const char *name, const char *type);

/* `rooms` for schema public or "", `archive.rooms` for others. */
void print_qualified(FILE *out, const char *schema, const char *name);

/*
 * 'text' with quotes doubled; E'..' where control characters would break the
 * line, or could not be seen. Both read the same while
 * standard_conforming_strings is on, its default.
 */
void print_literal(FILE *out, const char *text);

/* $$text$$, with a tag where the text has such a thing in it. */
void print_dollar_quoted(FILE *out, const char *text);

/* The value of a storage option: numbers and words stand as they are, anything else as a literal. */
void print_option_value(FILE *out, const char *value);

#endif
