/*
 * A script as marks: the tokens that the engine's own lexer finds, and between them the comments, with the lines they
 * stand in.
 */
#ifndef REMARK_CUT_H
#define REMARK_CUT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"
#include "sql/postgres/lex.h"

enum mark_kind {
    MARK_WORD,   /* a keyword or a name without quotes */
    MARK_QUOTED, /* what can be a name in quotes; of SQLite a string, too */
    MARK_VALUE,  /* a number, a string */
    MARK_SIGN,
    MARK_COMMENT,
    MARK_END
};

struct mark {
    enum mark_kind kind;
    size_t start, end; /* bytes of the script */
    int line, last_line;
    int column; /* bytes before it in its line */
};

struct marks {
    enum engine engine;
    const char *text;
    struct mark *items; /* the last one is MARK_END */
    size_t n;           /* with it */
};

/* False where a quote or a comment does not end. Belongs to ctx; borrows the script. */
bool marks_cut(void *ctx, enum engine engine, const char *script, struct marks *marks);

/* Whether it is that word, whatever its case, or that sign. */
bool mark_is(const struct marks *marks, size_t i, const char *word);
bool mark_is_any(const struct marks *marks, size_t i, const char *const *words);

/* Whether it can be a name, and which: folded, or its quotes taken off. Belongs to ctx. */
bool mark_is_name(const struct marks *marks, size_t i);
char *mark_name(void *ctx, const struct marks *marks, size_t i);

/* What a string holds; NULL where it is none, or takes more to read. Belongs to ctx. */
char *mark_string(void *ctx, const struct marks *marks, size_t i);

/* The mark of a text of Postgres as its lexer has it. */
struct lexeme mark_lexeme(const struct marks *marks, size_t i);

/* The first from `i` on that is no comment. */
size_t mark_token(const struct marks *marks, size_t i);

#endif
