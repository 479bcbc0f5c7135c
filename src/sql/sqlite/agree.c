/* Whether two texts are the same but for white space, comments, the case of keywords and the quotes of names. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/parse.h"

static bool is_name(const struct sqlite_token *t)
{
    return t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET;
}

static bool is_keyword(const struct sqlite_token *t)
{
    return t->type == TOKEN_WORD && sqlite_reserved(t->start, t->length);
}

static bool agree(void *ctx, const struct sqlite_token *a, const struct sqlite_token *b)
{
    if (a->type != b->type && (is_keyword(a) || is_keyword(b)))
        return false;
    if (is_name(a) && is_name(b))
        return strcasecmp(sqlite_token_content(ctx, a), sqlite_token_content(ctx, b)) == 0;
    return a->type == b->type && a->length == b->length && memcmp(a->start, b->start, a->length) == 0;
}

bool tokens_agree(void *ctx, const char *a, const char *b)
{
    void *scratch = mem_context(ctx);
    struct sqlite_tokens x = sqlite_tokenize(scratch, a), y = sqlite_tokenize(scratch, b);
    bool same = x.n == y.n;
    for (size_t i = 0; same && i < x.n; i++)
        same = agree(scratch, &x.items[i], &y.items[i]);
    mem_free(scratch);
    return same;
}
