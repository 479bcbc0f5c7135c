/*
 * The tokens of SQLite's SQL, cut as SQLite's own tokenizer cuts them
 * (https://sqlite.org/lang.html, https://sqlite.org/lang_expr.html).
 *
 * Also what the canonical text needs to know about single tokens: which
 * keywords are reserved, and how names and strings are quoted.
 */
#ifndef SQL_SQLITE_LEX_H
#define SQL_SQLITE_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum sqlite_token_type {
    TOKEN_END,     /* the end of the text */
    TOKEN_WORD,    /* a keyword or a bare name */
    TOKEN_DOUBLE,  /* "name", or a string where no such name is known */
    TOKEN_BRACKET, /* [name] or `name`: always a name */
    TOKEN_STRING,  /* 'text', or a name where only a name can stand */
    TOKEN_NUMBER,
    TOKEN_BLOB,   /* X'..' */
    TOKEN_SYMBOL, /* operators and punctuation */
    TOKEN_ILLEGAL /* nothing SQLite would accept */
};

struct sqlite_token {
    enum sqlite_token_type type;
    const char *start; /* in the text that was cut */
    size_t length;
};

struct sqlite_tokens {
    struct sqlite_token *items; /* the last one is TOKEN_END */
    size_t n;                   /* without it */
};

/* Cuts `sql`; white space and comments are dropped. The array belongs to ctx, tokens point into `sql`. */
struct sqlite_tokens sqlite_tokenize(void *ctx, const char *sql);

/* True when the token is this keyword without quotes, in any case. */
bool sqlite_token_is(const struct sqlite_token *token, const char *keyword);

/* True when the token is this operator or mark. */
bool sqlite_token_is_symbol(const struct sqlite_token *token, const char *symbol);

/* The name or text inside the quotes of a token; a bare token as it stands. Belongs to ctx. */
char *sqlite_token_content(void *ctx, const struct sqlite_token *token);

/*
 * True for keywords that some version of SQLite does not take as a bare name
 * in every place where a name can stand, or takes with another meaning.
 */
bool sqlite_reserved(const char *keyword, size_t length);

/* A name as SQL: bare where it can be, else in double quotes. Belongs to ctx. */
char *sqlite_quote_name(void *ctx, const char *name);

/* A text as a string literal. Belongs to ctx. */
char *sqlite_quote_string(void *ctx, const char *text);

#endif
