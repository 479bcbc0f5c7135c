/*
 * Words at which the sqlite3 shell ends a statement, as those of other databases do: a line that is `/` or `go`, and
 * nothing but a comment behind it, where a semicolon would end one, too. A text that is printed has no such line.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/parse.h"

bool is_word_of_shell(const char *text)
{
    return strcasecmp(text, "go") == 0;
}

static bool ends_statement(const struct sqlite_token *token)
{
    return sqlite_token_is(token, "GO") || sqlite_token_is_symbol(token, "/");
}

struct gap {
    const char *start;
    size_t length;
};

/* What stands between a token and the one before it, or the text's beginning. */
static struct gap gap_before(const struct sqlite_tokens *tokens, size_t at, const char *text)
{
    const char *start = at > 0 ? tokens->items[at - 1].start + tokens->items[at - 1].length : text;
    return (struct gap){start, (size_t)(tokens->items[at].start - start)};
}

static bool has_line_end(struct gap gap)
{
    return memchr(gap.start, '\n', gap.length) != NULL;
}

static bool has_comment(struct gap gap)
{
    return memchr(gap.start, '-', gap.length) || memchr(gap.start, '*', gap.length);
}

/* True for a token that is alone on its line; the first of a text begins one. */
static bool is_alone(const struct sqlite_tokens *tokens, size_t at, const char *text)
{
    return ends_statement(&tokens->items[at]) && (at == 0 || has_line_end(gap_before(tokens, at, text))) &&
           has_line_end(gap_before(tokens, at + 1, text));
}

/* The line goes on from the one before it; where a comment is in the way, the next one goes on from it. */
static bool is_joined(const struct sqlite_tokens *tokens, size_t at, const char *text)
{
    bool to_left = at > 0 && at < tokens->n && is_alone(tokens, at, text) && !has_comment(gap_before(tokens, at, text));
    bool to_right =
        at > 0 && is_alone(tokens, at - 1, text) && (at == 1 || has_comment(gap_before(tokens, at - 1, text)));
    return to_left || to_right;
}

const char *sqlite_text_for_shell(void *ctx, const char *text)
{
    if (!strchr(text, '\n'))
        return text;
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, text);
    struct text t;
    text_open(&t);
    for (size_t i = 0; i <= tokens.n; i++) {
        struct gap gap = gap_before(&tokens, i, text);
        if (is_joined(&tokens, i, text))
            putc(' ', t.out);
        else
            fwrite(gap.start, 1, gap.length, t.out);
        fwrite(tokens.items[i].start, 1, tokens.items[i].length, t.out);
    }
    return text_close(&t, ctx);
}
