/* What a statement of SQLite creates. */
#include <string.h>

#include "base/mem.h"
#include "model/sqlite.h"

char *sqlite_statement_text(void *ctx, const struct sqlite_statement *s)
{
    const struct sqlite_token *last = &s->tokens[s->n - 1];
    return mem_strndup(ctx, s->tokens[0].start, (size_t)(last->start + last->length - s->tokens[0].start));
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
