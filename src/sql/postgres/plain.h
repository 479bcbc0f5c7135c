/*
 * Texts of the plain forms, which most of a schema is made of: indexes and keys over columns, simple checks, defaults
 * and types. They are read lexeme by lexeme, at a hundredth of what the parser takes.
 *
 * Whatever is not exactly of such a form is left to the parser, and what is gets the text that the parser and the
 * printer would make of it: tests/unit/test_postgres_plain.c holds the two against each other.
 */
#ifndef SQL_POSTGRES_PLAIN_H
#define SQL_POSTGRES_PLAIN_H

#include "sql/postgres/canon.h"

/* The canonical text of a plain one, which belongs to ctx; NULL: it is not plain. */
char *plain_text(void *ctx, enum canon_form form, const char *text);

/* The same of a canonical default for a column of that type: canon_short_default. */
char *plain_short_default(void *ctx, const char *text, const char *type);

#endif
