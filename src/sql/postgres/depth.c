#include "sql/postgres/depth.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"

/* Of two lexemes that can be one level each, which takes some 200 bytes of the stack. */
enum { MOST_LEXEMES = 20000 };

/* What begins anew: items of a list stand beside each other, and so do all that AND or OR join. */
static bool is_between(const char *sql, struct lexeme x)
{
    return lexeme_is(sql, x, ",") || lexeme_is(sql, x, ";") || lexeme_is(sql, x, "and") || lexeme_is(sql, x, "or");
}

bool sql_is_deep(const char *sql)
{
    struct lexer l = {sql, 0, strlen(sql)};
    if (l.end <= MOST_LEXEMES)
        return false;
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
