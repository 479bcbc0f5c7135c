/*
 * SQL text as lexemes, without asking the parser: fast, and at ease with text
 * that holds syntax newer than the parser's. It knows Postgres's quotes and
 * comments, and nothing of keywords.
 */
#ifndef SQL_POSTGRES_LEX_H
#define SQL_POSTGRES_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum lexeme_kind {
    LEXEME_END,
    LEXEME_WORD,   /* an identifier or a keyword without quotes */
    LEXEME_QUOTED, /* "an identifier" */
    LEXEME_STRING, /* 'x', E'x', B'1', U&'x', $$x$$: prefix and quotes included */
    LEXEME_NUMBER,
    LEXEME_SIGN, /* one character of anything else */
    LEXEME_OPEN  /* a quote or comment that does not end */
};

struct lexeme {
    enum lexeme_kind kind;
    size_t start, end; /* bytes of the text */
};

/* Where reading stands in text[at, end). */
struct lexer {
    const char *text;
    size_t at, end;
};

/* The next lexeme; comments and blanks are passed over. */
struct lexeme lex_next(struct lexer *lexer);

/* All of a text; none where a quote or a comment does not end. Belong to ctx. */
struct lexemes {
    struct lexeme *items;
    size_t n;
};
struct lexemes lex_all(void *ctx, const char *text);

/* What stands between the commas of a list that are in no parentheses, up to one that closes it. Belong to ctx. */
struct list_parts {
    const char **items;
    size_t n;
};
struct list_parts lex_list(void *ctx, const char *text);

/* True where it can name something: a word or quoted. */
bool lexeme_is_name(struct lexeme lexeme);

/* True when the lexeme is that word (whatever its case) or that sign, and has no quotes. */
bool lexeme_is(const char *text, struct lexeme lexeme, const char *word);

/* What a word or quoted identifier names: folded to lower case, or its quotes taken off; not too long. Belongs to ctx.
 */
char *lexeme_name(void *ctx, const char *text, struct lexeme lexeme);

/* Whether names may stand in no tree as they do in the text: U&"\0061". */
bool lex_may_escape(const char *text);

/*
 * What a string constant holds; NULL for one that takes more than doubled
 * quotes and backslashes to read (U&'..', B'..', X'..', an escape for a code
 * point). Belongs to ctx.
 */
char *lexeme_string(void *ctx, const char *text, struct lexeme lexeme);

#endif
