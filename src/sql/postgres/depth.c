#include "sql/postgres/depth.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"

/* Of two lexemes that can be one level each, which takes some 200 bytes of the stack. */
enum { MOST_LEXEMES = 20000 };

/* Characters in a run that could cost anything, and those that are looked at again: a second or two. */
enum { SHORT_RUN = 250, MOST_LOOKED_AT = 1000000000 };

#define OPERATOR_CHARACTERS "~!@#^&|`?+-*/%<>="

/* What begins anew: items of a list stand beside each other, and so do all that AND or OR join. */
static bool is_between(const char *sql, struct lexeme x)
{
    return lexeme_is(sql, x, ",") || lexeme_is(sql, x, ";") || lexeme_is(sql, x, "and") || lexeme_is(sql, x, "or");
}

bool sql_is_slow(const char *sql, size_t *at)
{
    size_t looked_at = 0, longest = 0;
    for (const char *run = sql; (run = strpbrk(run, OPERATOR_CHARACTERS));) {
        size_t n = strspn(run, OPERATOR_CHARACTERS);
        if (n > longest) {
            longest = n;
            *at = (size_t)(run - sql);
        }
        looked_at += n <= SHORT_RUN ? 0 : n < MOST_LOOKED_AT / n ? n * n : MOST_LOOKED_AT;
        if (looked_at >= MOST_LOOKED_AT)
            return true;
        run += n;
    }
    return false;
}

bool sql_is_deep(const char *sql)
{
    struct lexer l = {sql, 0, strlen(sql)};
    size_t unused;
    if (l.end <= MOST_LEXEMES)
        return false;
    if (sql_is_slow(sql, &unused))
        return true;
    void *ctx = mem_context(NULL);
    /* Lexemes since the last one between, of each level of brackets; of all. */
    size_t *levels = mem_array(ctx, size_t, MOST_LEXEMES + 2), n = 1, depth = 0;
    levels[0] = 0;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN && depth <= MOST_LEXEMES;
         x = lex_next(&l)) {
        if (is_between(sql, x)) {
            depth -= levels[n - 1];
            levels[n - 1] = 0;
            continue;
        }
        levels[n - 1]++;
        depth++;
        if (lexeme_is(sql, x, "(") || lexeme_is(sql, x, "[")) {
            levels[n++] = 0;
        } else if ((lexeme_is(sql, x, ")") || lexeme_is(sql, x, "]")) && n > 1) {
            depth -= levels[--n];
        }
    }
    mem_free(ctx);
    return depth > MOST_LEXEMES;
}
