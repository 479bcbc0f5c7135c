/* Keys: of indexes, PRIMARY KEY, UNIQUE and ORDER BY (https://sqlite.org/syntax/indexed-column.html). */
#include "base/mem.h"
#include "sql/sqlite/parse.h"

/* ASC is the default. */
static void parse_direction(struct parser *p)
{
    if (!skip_keyword(p, "ASC"))
        take_if(p, "DESC");
    if (at_keyword(p, "NULLS")) {
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

/* A name alone, or with collations, is a column, also in parentheses: anything else an expression. */
static bool at_key_column(const struct parser *p)
{
    size_t at = 0, depth = 0, n_collations = 0;
    for (; sqlite_token_is_symbol(parser_peek(p, at), "("); at++)
        depth++;
    bool string = parser_peek(p, at)->type == TOKEN_STRING, value = is_literal(parser_peek(p, at)) && !string;
    if (!may_be_name(parser_peek(p, at)) || value)
        return false;
    for (at++;;) {
        if (string && n_collations > 1)
            return false; /* that SQLite takes for a string */
        if (sqlite_token_is(parser_peek(p, at), "COLLATE"))
            at += 2, n_collations++;
        else if (depth > 0 && sqlite_token_is_symbol(parser_peek(p, at), ")"))
            at++, depth--;
        else
            return depth == 0 && ends_key(parser_peek(p, at));
    }
}

void take_column(struct parser *p, int scope)
{
    size_t at = p->n_printed;
    const char *name = take_name(p);
    if (p->failed)
        return;
    p->printed[at].column = name;
    p->printed[at].typed = p->printed[at].text;
    p->printed[at].place = (struct place){scope, CLAUSE_RESULT};
}

/* A string literal is a name again here. */
static void take_key_column(struct parser *p)
{
    size_t at = p->n_printed;
    take_expression_name(p);
    if (!p->failed)
        p->printed[at].never_string = true;
}

static const char *take_collation(struct parser *p)
{
    parse_collation(p);
    return p->failed ? NULL : p->printed[p->n_printed - 1].text;
}

void parse_key(struct parser *p, struct sqlite_key *key, struct piece *expression)
{
    if (!at_key_column(p)) {
        *expression = piece_begin(p);
        parse_expression(p);
        piece_end(p, expression);
        parse_direction(p);
        return;
    }
    size_t depth = 0;
    while (skip_symbol(p, "("))
        depth++;
    key->column = sqlite_token_content(p->ctx, parser_peek(p, 0));
    take_key_column(p);
    for (;;) {
        if (depth > 0 && skip_symbol(p, ")"))
            depth--;
        else if (at_keyword(p, "COLLATE"))
            key->collation = take_collation(p); /* the last one counts */
        else
            break;
    }
    parse_direction(p);
}
