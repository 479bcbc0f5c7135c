/* Statements that mean something else when they are re-printed, and so are not. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite_parse.h"

static bool is_quoted(const struct sqlite_token *t)
{
    return t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET || t->type == TOKEN_STRING;
}

static bool inside_quotes(const struct parser *p, const char *at)
{
    for (size_t i = 0; i < p->tokens.n; i++) {
        const struct sqlite_token *t = &p->tokens.items[i];
        if (is_quoted(t) && t->start < at && at < t->start + t->length)
            return true;
    }
    return false;
}

static bool stands_outside_quotes(const struct parser *p, const char *sql, const char *name)
{
    for (const char *found = strcasestr(sql, name); found; found = strcasestr(found + 1, name))
        if (!inside_quotes(p, found))
            return true;
    return false;
}

bool spelling_matters(const struct parser *p, const char *sql)
{
    for (size_t i = 0; i < p->tokens.n; i++) {
        const struct sqlite_token *t = &p->tokens.items[i];
        if (!is_quoted(t) || t->type == TOKEN_STRING)
            continue;
        const char *name = sqlite_token_content(p->ctx, t);
        bool bare = *sqlite_quote_name(p->ctx, name) != '"' || sqlite_reserved(name, strlen(name));
        if (*name && !bare && stands_outside_quotes(p, sql, name))
            return true;
    }
    return false;
}

const char *text_as_typed(const struct parser *p, size_t from)
{
    size_t to = p->tokens.n;
    while (to > from + 1 && *p->tokens.items[to - 1].start == ';')
        to--;
    const char *start = p->tokens.items[from].start;
    const struct sqlite_token *last = &p->tokens.items[to - 1];
    return mem_strndup(p->ctx, start, (size_t)(last->start - start) + last->length);
}
