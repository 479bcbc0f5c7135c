/*
 * A statement of a trigger, made fit to be compiled outside of it: what only a
 * trigger knows (NEW.a, OLD.a, RAISE) becomes a call of a function that says
 * which one it was. Two statements that are the same so are the same in the
 * trigger.
 */
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "sql/sqlite/parse.h"

struct cutter {
    void *ctx;
    struct sqlite_tokens tokens;
    size_t at;
    FILE *out;
};

static const struct sqlite_token *token_at(const struct cutter *c, size_t ahead)
{
    size_t at = c->at + ahead;
    return &c->tokens.items[at < c->tokens.n ? at : c->tokens.n];
}

static bool is_name(const struct sqlite_token *t)
{
    return t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET || t->type == TOKEN_STRING;
}

/* NEW.a, OLD.a */
static bool take_row(struct cutter *c)
{
    const struct sqlite_token *row = token_at(c, 0), *column = token_at(c, 2);
    bool follows_dot = c->at > 0 && sqlite_token_is_symbol(row - 1, ".");
    if (follows_dot || !is_name(row) || row->type == TOKEN_STRING || !sqlite_token_is_symbol(token_at(c, 1), ".") ||
        !is_name(column))
        return false;
    char *name = ascii_lower(sqlite_token_content(c->ctx, row));
    if (strcmp(name, "new") != 0 && strcmp(name, "old") != 0)
        return false;
    name = mem_printf(c->ctx, "%s.%s", name, ascii_lower(sqlite_token_content(c->ctx, column)));
    fprintf(c->out, "lower(%s)", sqlite_quote_string(c->ctx, name));
    c->at += 3;
    return true;
}

/* RAISE(IGNORE), and RAISE(ABORT, of which the message and the parenthesis follow */
static bool take_raise(struct cutter *c)
{
    if (!sqlite_token_is(token_at(c, 0), "RAISE") || !sqlite_token_is_symbol(token_at(c, 1), "("))
        return false;
    char *action = ascii_lower(sqlite_token_content(c->ctx, token_at(c, 2)));
    bool alone = sqlite_token_is_symbol(token_at(c, 3), ")");
    fprintf(c->out, "%s('raise %s'%s", alone ? "lower" : "max", action, alone ? ")" : ",");
    c->at += 4;
    return true;
}

const char *standalone_text(void *ctx, const char *sql)
{
    struct text t;
    text_open(&t);
    struct cutter c = {ctx, sqlite_tokenize(ctx, sql), 0, t.out};
    const char *from = sql;
    while (c.at < c.tokens.n) {
        const struct sqlite_token *next = token_at(&c, 0);
        fwrite(from, 1, (size_t)(next->start - from), t.out);
        if (!take_row(&c) && !take_raise(&c)) {
            fwrite(next->start, 1, next->length, t.out);
            c.at++;
        }
        const struct sqlite_token *last = &c.tokens.items[c.at < c.tokens.n ? c.at - 1 : c.tokens.n - 1];
        from = last->start + last->length;
    }
    return text_close(&t, ctx);
}
