#include "rows/check.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/quoted.h"
#include "sql/sqlite/lex.h"

/* More of them, in every combination, would take too long to try. */
enum { MOST_CANDIDATES = 12 };

static void add(void *ctx, struct wanted_column *column, const char *candidate)
{
    for (size_t i = 0; i < column->n_candidates; i++)
        if (strcmp(column->candidates[i], candidate) == 0)
            return;
    if (column->n_candidates >= MOST_CANDIDATES)
        return;
    size_t at = mem_grow(ctx, &column->candidates, &column->n_candidates);
    column->candidates[at] = candidate;
}

/* A number is a bound, or a length. */
static void add_number(void *ctx, struct wanted_column *column, const char *number)
{
    char *end;
    long n = strtol(number, &end, 10);
    add(ctx, column, mem_printf(ctx, "'%s'", number));
    if (*end || n < 0 || n > 1000000)
        return;
    add(ctx, column, mem_printf(ctx, "'%ld'", n + 1));
    if (n > 0)
        add(ctx, column, mem_printf(ctx, "'%ld'", n - 1));
    if (n > 0 && n <= 512) {
        char *filled = mem_printf(ctx, "%0*d", (int)n, 0);
        add(ctx, column, mem_printf(ctx, "'%s'", filled));
    }
}

static void add_tokens(void *ctx, const struct sqlite_tokens *tokens, size_t from, size_t to,
                       struct wanted_column *column)
{
    for (size_t i = from; i < to; i++) {
        const struct sqlite_token *token = &tokens->items[i];
        if (token->type == TOKEN_STRING)
            add(ctx, column, quoted(ctx, sqlite_token_content(ctx, token)));
        else if (token->type == TOKEN_NUMBER)
            add_number(ctx, column, sqlite_token_content(ctx, token));
    }
    if (!column->not_null)
        add(ctx, column, "NULL");
}

/* Brackets are no quotes on Postgres: ARRAY['open'::text]. */
static char *without_brackets(void *ctx, const char *check)
{
    char *text = mem_strdup(ctx, check);
    bool inside = false;
    for (char *c = text; *c; c++) {
        inside ^= *c == '\'';
        if (!inside && strchr("[]:", *c))
            *c = ' ';
    }
    return text;
}

void check_candidates(void *ctx, const char *check, struct wanted_column *column)
{
    const struct sqlite_tokens tokens = sqlite_tokenize(ctx, without_brackets(ctx, check));
    if (column && !column->self_made)
        add_tokens(ctx, &tokens, 0, tokens.n, column);
}

/* Behind the parenthesis that closes the one at `from`. */
static size_t closed(const struct sqlite_tokens *tokens, size_t from)
{
    size_t depth = 0;
    for (size_t i = from; i < tokens->n; i++) {
        if (sqlite_token_is_symbol(&tokens->items[i], "("))
            depth++;
        else if (sqlite_token_is_symbol(&tokens->items[i], ")") && --depth == 0)
            return i;
    }
    return tokens->n;
}

static bool names(void *ctx, const struct sqlite_tokens *tokens, size_t from, size_t to, const char *name)
{
    for (size_t i = from; i < to; i++) {
        const struct sqlite_token *token = &tokens->items[i];
        bool name_like = token->type == TOKEN_WORD || token->type == TOKEN_DOUBLE || token->type == TOKEN_BRACKET;
        if (name_like && strcasecmp(sqlite_token_content(ctx, token), name) == 0)
            return true;
    }
    return false;
}

void check_candidates_of_table(void *ctx, const char *statement, struct wanted_table *table)
{
    const struct sqlite_tokens tokens = sqlite_tokenize(ctx, statement);
    for (size_t i = 0; i + 1 < tokens.n; i++) {
        if (!sqlite_token_is(&tokens.items[i], "check") || !sqlite_token_is_symbol(&tokens.items[i + 1], "("))
            continue;
        size_t end = closed(&tokens, i + 1);
        for (size_t k = 0; k < table->n_columns; k++)
            if (!table->columns[k].self_made && names(ctx, &tokens, i + 1, end, table->columns[k].name))
                add_tokens(ctx, &tokens, i + 1, end, &table->columns[k]);
        i = end;
    }
}
