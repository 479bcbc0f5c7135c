#include "check/tokens.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/sqlite/lex.h"

/* Goes through the text once, since tokens come in order. */
struct place {
    const char *at;
    int line;
};

static int line_of(struct place *place, const char *position)
{
    for (; place->at < position; place->at++)
        place->line += *place->at == '\n';
    return place->line;
}

static void add(void *ctx, struct tokens *tokens, const struct token *token)
{
    size_t at = mem_grow(ctx, &tokens->items, &tokens->n);
    tokens->items[at] = *token;
}

static struct tokens of_postgres(void *ctx, const char *text)
{
    struct tokens tokens = {0};
    struct place place = {text, 1};
    struct lexemes all = lex_all(ctx, text);
    int statement = 0;
    for (size_t i = 0; i < all.n; i++) {
        struct lexeme x = all.items[i];
        bool literal = x.kind == LEXEME_STRING;
        const char *name = literal ? lexeme_string(ctx, text, x) : lexeme_is_name(x) ? lexeme_name(ctx, text, x) : NULL;
        statement += lexeme_is(text, x, ";");
        if (name)
            add(ctx, &tokens, &(struct token){name, line_of(&place, text + x.start), statement, literal});
    }
    return tokens;
}

static struct tokens of_sqlite(void *ctx, const char *text)
{
    struct tokens tokens = {0};
    struct place place = {text, 1};
    struct sqlite_tokens all = sqlite_tokenize(ctx, text);
    int statement = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct sqlite_token *t = &all.items[i];
        bool name = t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET;
        statement += t->type == TOKEN_SYMBOL && *t->start == ';';
        if (name || t->type == TOKEN_STRING)
            add(ctx, &tokens,
                &(struct token){sqlite_token_content(ctx, t), line_of(&place, t->start), statement, !name});
    }
    return tokens;
}

struct tokens tokens_of_sql(void *ctx, enum engine engine, const char *text)
{
    return engine == ENGINE_POSTGRES ? of_postgres(ctx, text) : of_sqlite(ctx, text);
}

struct tokens tokens_of_program(void *ctx, const char *text)
{
    struct tokens tokens = {0};
    struct place place = {text, 1};
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (isalnum((unsigned char)p[n]) || p[n] == '_')
            n++;
        if (n)
            add(ctx, &tokens, &(struct token){mem_strndup(ctx, p, n), line_of(&place, p), 0, false});
        p += n ? n : 1;
    }
    return tokens;
}
