/*
 * One grammar, PostgreSQL 15's, whichever libpg_query is linked: Debian 12 has that of 15, Ubuntu 24.04 of 16, Debian
 * 13 of 17. What is newer is hidden from the parser, or refused in the tree that it made.
 */
#ifndef SQL_POSTGRES_GRAMMAR_H
#define SQL_POSTGRES_GRAMMAR_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A place of a text where the parser is given something else. */
struct grammar_edit {
    size_t at, length; /* bytes of the original */
    size_t given;      /* bytes of what stands for them */
};

struct grammar_text {
    const char *original;
    const char *given; /* may be the original itself */
    struct grammar_edit *edits;
    size_t n;
};

/*
 * The text with quotes around the keywords of later versions, which makes
 * names of them, and with the numbers that 15 cannot write (0xff, 1_000) as
 * decimal ones. All belongs to ctx.
 */
struct grammar_text grammar_hide(void *ctx, const char *sql);

/* The byte of the original for one of what was given; of a place inside of an edit its beginning. */
size_t grammar_place(const struct grammar_text *text, size_t given);

/*
 * Makes the tree of what was given that of the original: locations, and the
 * members that later versions hold in another shape. False where 15's
 * grammar has no such tree.
 */
bool grammar_restore(const struct grammar_text *text, json_t *tree);

/* The parser's message about what was given, in terms of the original. Belongs to ctx. */
char *grammar_message(void *ctx, const struct grammar_text *text, const char *message);

#endif
