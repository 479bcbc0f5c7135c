/* A script of SQLite cut into statements, and what one creates. */
#include <string.h>

#include "base/mem.h"
#include "model/sqlite.h"

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

static bool is_name(const struct sqlite_token *t)
{
    return t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET || t->type == TOKEN_STRING;
}

const char *sqlite_name_at(void *ctx, const struct sqlite_statement *s, size_t *at)
{
    const struct sqlite_token *dot = statement_token(s, *at + 1);
    if (dot->type == TOKEN_SYMBOL && *dot->start == '.')
        *at += 2;
    const struct sqlite_token *name = statement_token(s, *at);
    if (!is_name(name))
        return NULL;
    ++*at;
    return sqlite_token_content(ctx, name);
}

struct sqlite_creation sqlite_creation_of(void *ctx, const struct sqlite_statement *s)
{
    static const char *const before[] = {"TEMP", "TEMPORARY", "UNIQUE", "VIRTUAL"};
    static const char *const types[] = {"table", "index", "view", "trigger"};
    struct sqlite_creation found = {NULL, NULL, 1};
    if (!sqlite_token_is(statement_token(s, 0), "CREATE"))
        return found;
    for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
        found.next += sqlite_token_is(statement_token(s, found.next), before[i]);
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (sqlite_token_is(statement_token(s, found.next), types[i]))
            found.type = types[i];
    found.next++;
    if (sqlite_token_is(statement_token(s, found.next), "IF"))
        found.next += 3;
    found.name = sqlite_name_at(ctx, s, &found.next);
    if (!found.name)
        found.type = NULL;
    return found;
}
