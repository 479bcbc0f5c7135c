#include "sql/sqlite/parse.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"

void parser_start(struct parser *p, void *ctx, const char *sql)
{
    *p = (struct parser){.ctx = ctx, .tokens = sqlite_tokenize(ctx, sql), .place = {.scope = NO_SCOPE}};
}

void parser_fail(struct parser *p)
{
    if (p->failed)
        return;
    p->failed = true;
    p->failure = p->at;
}

bool parser_report(const struct parser *p, struct sqlite_problem *problem)
{
    const struct sqlite_token *t = &p->tokens.items[p->failure];
    problem->near = t->type == TOKEN_END ? "the end" : mem_strndup(p->ctx, t->start, t->length);
    return false;
}

const struct sqlite_token *parser_peek(const struct parser *p, size_t ahead)
{
    size_t at = p->failed ? p->tokens.n : p->at + ahead;
    return &p->tokens.items[at < p->tokens.n ? at : p->tokens.n];
}

bool at_keyword(const struct parser *p, const char *keyword)
{
    return sqlite_token_is(parser_peek(p, 0), keyword);
}

bool at_symbol(const struct parser *p, const char *symbol)
{
    return sqlite_token_is_symbol(parser_peek(p, 0), symbol);
}

bool next_is_symbol(const struct parser *p, const char *symbol)
{
    return sqlite_token_is_symbol(parser_peek(p, 1), symbol);
}

bool at_end(const struct parser *p)
{
    return parser_peek(p, 0)->type == TOKEN_END;
}

/* Words on the reserved list that SQLite's grammar itself lets stand as names. */
static bool may_be_bare(const struct sqlite_token *t)
{
    static const char *const lenient[] = {"CAST",      "CROSS", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP",
                                          "FALSE",     "FULL",  "IF",           "INDEXED",      "INNER",
                                          "RECURSIVE", "LEFT",  "NATURAL",      "OUTER",        "RAISE",
                                          "RIGHT",     "TRUE",  "WINDOW",       "WITH"};
    for (size_t i = 0; i < sizeof(lenient) / sizeof(*lenient); i++)
        if (sqlite_token_is(t, lenient[i]))
            return true;
    return !sqlite_reserved(t->start, t->length);
}

bool may_be_name(const struct sqlite_token *t)
{
    switch (t->type) {
    case TOKEN_WORD:
        return may_be_bare(t);
    case TOKEN_DOUBLE:
    case TOKEN_BRACKET:
    case TOKEN_STRING:
        return true;
    default:
        return false;
    }
}

bool at_name(const struct parser *p)
{
    return may_be_name(parser_peek(p, 0));
}

void parser_skip(struct parser *p)
{
    if (!p->failed && p->at < p->tokens.n)
        p->at++;
}

bool skip_keyword(struct parser *p, const char *keyword)
{
    bool there = at_keyword(p, keyword);
    if (there)
        parser_skip(p);
    return there;
}

bool skip_symbol(struct parser *p, const char *symbol)
{
    bool there = at_symbol(p, symbol);
    if (there)
        parser_skip(p);
    return there;
}

struct printed_token *parser_add(struct parser *p, const char *text, enum glue glue)
{
    size_t at = mem_grow(p->ctx, &p->printed, &p->n_printed);
    p->printed[at] = (struct printed_token){.text = text, .glue = glue, .place = {.scope = NO_SCOPE}};
    return &p->printed[at];
}

void take_keyword(struct parser *p)
{
    const struct sqlite_token *t = parser_peek(p, 0);
    if (t->type != TOKEN_WORD) {
        parser_fail(p);
        return;
    }
    parser_add(p, ascii_upper(mem_strndup(p->ctx, t->start, t->length)), GLUE_NONE);
    parser_skip(p);
}

bool take_if(struct parser *p, const char *keyword)
{
    bool there = at_keyword(p, keyword);
    if (there)
        take_keyword(p);
    return there;
}

bool take_symbol(struct parser *p, const char *symbol, enum glue glue)
{
    bool there = at_symbol(p, symbol);
    if (there) {
        parser_add(p, symbol, glue);
        parser_skip(p);
    }
    return there;
}

void expect_keyword(struct parser *p, const char *keyword)
{
    if (!take_if(p, keyword))
        parser_fail(p);
}

void expect_symbol(struct parser *p, const char *symbol, enum glue glue)
{
    if (!take_symbol(p, symbol, glue))
        parser_fail(p);
}

const char *take_name(struct parser *p)
{
    if (!at_name(p)) {
        parser_fail(p);
        return "";
    }
    const char *name = sqlite_token_content(p->ctx, parser_peek(p, 0));
    parser_add(p, sqlite_quote_name(p->ctx, name), GLUE_NONE);
    parser_skip(p);
    return name;
}

void open_parenthesis(struct parser *p, enum glue glue)
{
    expect_symbol(p, "(", glue | GLUE_RIGHT);
    p->depth++;
}

void close_parenthesis(struct parser *p)
{
    expect_symbol(p, ")", GLUE_LEFT);
    p->depth--;
}

void take_clause(struct parser *p)
{
    size_t at = p->n_printed;
    take_keyword(p);
    begin_line(p, at, LINE_CLAUSE);
}

void begin_line(struct parser *p, size_t at, enum line line)
{
    if (p->depth == 0 && p->n_printed > at)
        p->printed[at].line = line;
}

const char *parse_created_name(struct parser *p)
{
    size_t before = p->n_printed;
    if (at_keyword(p, "IF") && sqlite_token_is(parser_peek(p, 1), "NOT"))
        for (int i = 0; i < 3; i++)
            parser_skip(p);
    const char *name = take_name(p);
    if (skip_symbol(p, "."))
        name = take_name(p);
    p->n_printed = before;
    return name;
}

void parse_statement_end(struct parser *p)
{
    skip_symbol(p, ";");
    if (!at_end(p))
        parser_fail(p);
}
