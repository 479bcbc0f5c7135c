#include "sql/sqlite/split.h"

#include "base/mem.h"

static bool is_semicolon(const struct sqlite_token *t)
{
    return t->type == TOKEN_SYMBOL && *t->start == ';';
}

static bool is_trigger(const struct sqlite_statement *s)
{
    if (!sqlite_token_is(statement_token(s, 0), "CREATE"))
        return false;
    const struct sqlite_token *second = statement_token(s, 1);
    bool temporary = sqlite_token_is(second, "TEMP") || sqlite_token_is(second, "TEMPORARY");
    return sqlite_token_is(temporary ? statement_token(s, 2) : second, "TRIGGER");
}

/* A trigger has semicolons in its body, and ends at `; END;`, as no CASE does. */
static bool ends_trigger(const struct sqlite_statement *s)
{
    return s->n > 1 && sqlite_token_is(&s->tokens[s->n - 1], "END") && is_semicolon(&s->tokens[s->n - 2]);
}

static void keep(void *ctx, struct sqlite_statements *statements, const struct sqlite_statement *s)
{
    if (s->n == 0)
        return;
    size_t at = mem_grow(ctx, &statements->items, &statements->n);
    statements->items[at] = *s;
}

struct sqlite_statements sqlite_split(void *ctx, const char *sql)
{
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, sql);
    struct sqlite_statements statements = {NULL, 0};
    struct sqlite_statement s = {tokens.items, 0};
    for (size_t i = 0; i < tokens.n; i++) {
        if (!is_semicolon(&tokens.items[i]) || (is_trigger(&s) && !ends_trigger(&s))) {
            s.n++;
            continue;
        }
        keep(ctx, &statements, &s);
        s = (struct sqlite_statement){tokens.items + i + 1, 0};
    }
    keep(ctx, &statements, &s);
    return statements;
}

const struct sqlite_token *statement_token(const struct sqlite_statement *s, size_t at)
{
    static const struct sqlite_token nothing = {TOKEN_END, "", 0};
    return at < s->n ? &s->tokens[at] : &nothing;
}
