/* SQL text as tokens, by libpg_query's scanner. */
#ifndef SQL_POSTGRES_SCAN_H
#define SQL_POSTGRES_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct token {
    size_t start, end; /* bytes */
    bool name;         /* an identifier or a keyword */
};

struct tokens {
    struct token *items;
    size_t n;
};

/* Comments left out; empty where the text cannot be scanned. Belongs to ctx. */
struct tokens scan_tokens(void *ctx, const char *text);

/* What a name token names: folded to lower case, or its quotes taken off. Belongs to ctx. */
char *token_name(void *ctx, const char *text, const struct token *token);

/* True when the token is that word or sign, whatever its case. */
bool token_is(const char *text, const struct token *token, const char *word);

#endif
