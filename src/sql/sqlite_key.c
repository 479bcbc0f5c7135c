/* Keys: of indexes, PRIMARY KEY, UNIQUE and ORDER BY (https://sqlite.org/syntax/indexed-column.html). */
#include "base/mem.h"
#include "sql/sqlite_parse.h"

/* ASC is the default. */
static void parse_direction(struct parser *p)
{
    if (!skip_word(p, "ASC"))
        take_word(p, "DESC");
    if (at_word(p, "NULLS")) {
        take_keyword(p);
        take_keyword(p);
    }
}

void parse_order_key(struct parser *p)
{
    parse_expression(p);
    parse_direction(p);
}

static bool ends_key(const struct sqlite_token *t)
{
    return (t->type == TOKEN_SYMBOL && (*t->start == ',' || *t->start == ')')) || sqlite_token_is(t, "ASC") ||
           sqlite_token_is(t, "DESC") || sqlite_token_is(t, "NULLS") || sqlite_token_is(t, "AUTOINCREMENT");
}

/* A name alone, or with a collation, is a column: anything else an expression. */
static bool at_key_column(const struct parser *p)
{
    size_t after = sqlite_token_is(peek(p, 1), "COLLATE") ? 3 : 1;
    return at_name(p) && ends_key(peek(p, after));
}

void take_column(struct parser *p, int scope)
{
    size_t at = p->n_words;
    const char *name = take_name(p);
    if (p->failed)
        return;
    p->words[at].column = name;
    p->words[at].scope = scope;
}

static void take_key_column(struct parser *p)
{
    const struct sqlite_token *t = peek(p, 0);
    size_t at = p->n_words;
    const char *name = take_name(p);
    if (p->failed)
        return;
    struct word *w = &p->words[at];
    w->column = name;
    w->quoted = t->type == TOKEN_DOUBLE;
    w->key = true;
    w->scope = p->scope;
    if (w->quoted)
        w->text = mem_strndup(p->ctx, t->start, t->length);
}

/* Bare words that are values, unless a column is named so. */
static bool at_value(const struct parser *p)
{
    return at_word(p, "TRUE") || at_word(p, "FALSE") || (at_literal(p) && peek(p, 0)->type != TOKEN_STRING);
}

void parse_key(struct parser *p, struct sqlite_key *key)
{
    if (!at_key_column(p) || at_value(p)) {
        parse_order_key(p);
        return;
    }
    key->column = sqlite_token_content(p->ctx, peek(p, 0));
    take_key_column(p);
    if (at_word(p, "COLLATE")) {
        parse_collation(p);
        key->collation = p->failed ? NULL : p->words[p->n_words - 1].text;
    }
    parse_direction(p);
}
