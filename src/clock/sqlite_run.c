#include "clock/sqlite_run.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "clock/tokens.h"

const struct sqlite_token *token_at(const struct reader *r, size_t i)
{
    return &r->tokens.items[i < r->tokens.n ? i : r->tokens.n];
}

bool is_keyword_at(const struct reader *r, size_t i, const char *keyword)
{
    return sqlite_token_is(token_at(r, i), keyword);
}

bool symbol_at(const struct reader *r, size_t i, char symbol)
{
    const struct sqlite_token *t = token_at(r, i);
    return t->type == TOKEN_SYMBOL && t->length == 1 && *t->start == symbol;
}

const char *name_at(const struct reader *r, size_t i)
{
    return sqlite_token_content(r->ctx, token_at(r, i));
}

static bool is_name(const struct sqlite_token *t)
{
    return t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET;
}

/* Behind the parenthesis that opens at `i`. */
size_t behind_parenthesis(const struct reader *r, size_t i)
{
    int depth = 0;
    do {
        depth += symbol_at(r, i, '(');
        depth -= symbol_at(r, i, ')');
        i++;
    } while (depth > 0 && i < r->tokens.n);
    return i;
}

/* The end of what begins at `i`: a comma, a closing parenthesis, one of the keywords, or the statement's end. */
size_t end_of_item(const struct reader *r, size_t i, const char *const *keywords)
{
    while (i < r->tokens.n && !symbol_at(r, i, ',') && !symbol_at(r, i, ')') && !symbol_at(r, i, ';')) {
        for (const char *const *w = keywords; *w; w++)
            if (is_keyword_at(r, i, *w))
                return i;
        i = symbol_at(r, i, '(') ? behind_parenthesis(r, i) : i + 1;
    }
    return i;
}

/* Whether a call of a function of time, whose arguments are this run, gives it no other time. */
static bool takes_now(const struct reader *r, const char *function, struct run arguments)
{
    static const char *const no_keywords[] = {NULL};
    if (arguments.from == arguments.to)
        return true;
    if (strcasecmp(function, "strftime") == 0 && end_of_item(r, arguments.from, no_keywords) == arguments.to)
        return true;
    for (size_t i = arguments.from; i < arguments.to; i++)
        if (token_at(r, i)->type == TOKEN_STRING && clock_literal(ENGINE_SQLITE, name_at(r, i)))
            return true;
    return false;
}

static int reads_call(const struct reader *r, size_t i)
{
    const char *name = name_at(r, i);
    if (!clock_function(ENGINE_SQLITE, name))
        return 0;
    if (strncasecmp(name, "random", 6) == 0)
        return READS_CLOCK;
    return takes_now(r, name, (struct run){i + 2, behind_parenthesis(r, i + 1) - 1}) ? READS_CLOCK : 0;
}

/* Words of the grammar that may stand in an expression without any name of a column. */
static bool is_of_grammar(const struct reader *r, size_t i)
{
    static const char *const types[] = {"INTEGER", "INT", "BIGINT", "REAL", "TEXT", "BLOB", "NUMERIC", "TRUE", "FALSE"};
    const struct sqlite_token *t = token_at(r, i);
    for (size_t k = 0; k < sizeof(types) / sizeof(*types); k++)
        if (is_keyword_at(r, i, types[k]))
            return true;
    return t->type == TOKEN_WORD && sqlite_reserved(t->start, t->length);
}

static int reads_name(const struct reader *r, size_t i)
{
    const char *name = name_at(r, i);
    int found = r->knowledge->suspect(r->knowledge->data, name) ? READS_CLOCK : 0;
    if (r->knowledge->volatiles(r->knowledge->data, name))
        found |= READS_VOLATILE;
    return found | (is_of_grammar(r, i) ? 0 : READS_NAMES);
}

int run_reads(const struct reader *r, struct run run)
{
    int found = 0;
    for (size_t i = run.from; i < run.to; i++) {
        if (!is_name(token_at(r, i)))
            continue;
        if (symbol_at(r, i + 1, '('))
            found |= reads_call(r, i);
        else if (token_at(r, i)->type == TOKEN_WORD && strncasecmp(token_at(r, i)->start, "CURRENT_", 8) == 0 &&
                 clock_function(ENGINE_SQLITE, name_at(r, i)))
            found |= READS_CLOCK;
        else
            found |= is_keyword_at(r, i, "SELECT") ? READS_QUERY : reads_name(r, i);
    }
    return found;
}

bool run_is_tainted(const struct reader *r, struct run run)
{
    return (run_reads(r, run) & (READS_CLOCK | READS_VOLATILE)) != 0;
}

const char *run_text(const struct reader *r, struct run run)
{
    const struct sqlite_token *first = token_at(r, run.from), *last = token_at(r, run.to - 1);
    return mem_strndup(r->ctx, first->start, (size_t)(last->start + last->length - first->start));
}

/* `a`, `t.a` */
bool run_is_column(const struct reader *r, struct run run)
{
    size_t n = run.to - run.from;
    return (n == 1 || (n == 3 && symbol_at(r, run.from + 1, '.'))) && is_name(token_at(r, run.to - 1)) &&
           (run_reads(r, run) & READS_NAMES);
}
