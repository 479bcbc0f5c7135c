#include "sql/postgres/flatten.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"

struct flattening {
    const char *text;
    struct lexemes all;
    size_t *partner; /* of a parenthesis; 0: it has none */
    bool *gone;      /* parentheses that are taken off */
};

static bool is_token(const struct flattening *f, size_t at, const char *token)
{
    return at < f->all.n && lexeme_is(f->text, f->all.items[at], token);
}

static void find_partners(void *work, struct flattening *f)
{
    size_t *open = mem_array(work, size_t, f->all.n), depth = 0;
    for (size_t i = 0; i < f->all.n; i++) {
        if (is_token(f, i, "("))
            open[depth++] = i;
        if (!is_token(f, i, ")") || depth == 0)
            continue;
        f->partner[open[--depth]] = i;
        f->partner[i] = open[depth];
    }
}

/* What may stand before an expression that is nobody's second operand. */
static bool begins_expression(const struct flattening *f, size_t at)
{
    static const char *const before[] = {"(", ",", "WHERE", "ON", "HAVING", "WHEN", "THEN", "ELSE", "SELECT", "RETURN"};
    if (at == 0)
        return true;
    for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
        if (is_token(f, at - 1, before[i]))
            return true;
    return false;
}

/* Whether between these parentheses stands a chain of that token. The server puts all other operands in their own. */
static bool is_chain(const struct flattening *f, size_t open, const char *token)
{
    static const char *const others[] = {"SELECT", "VALUES", "WITH", "CASE", "BETWEEN", ","};
    const char *other = strcmp(token, "AND") == 0 ? "OR" : "AND";
    bool found = false;
    for (size_t i = open + 1; i < f->partner[open]; i++) {
        if (f->partner[i] > i) {
            i = f->partner[i];
            continue;
        }
        found = found || is_token(f, i, token);
        if (is_token(f, i, other))
            return false;
        for (size_t k = 0; k < sizeof(others) / sizeof(*others); k++)
            if (is_token(f, i, others[k]))
                return false;
    }
    return found;
}

static bool flatten(struct flattening *f)
{
    static const char *const keywords[] = {"AND", "OR"};
    bool any = false;
    for (size_t i = 0; i < f->all.n; i++) {
        size_t end = f->partner[i];
        for (size_t w = 0; end > i && w < sizeof(keywords) / sizeof(*keywords); w++)
            if (is_token(f, end + 1, keywords[w]) && begins_expression(f, i) && is_chain(f, i, keywords[w]))
                f->gone[i] = f->gone[end] = any = true;
    }
    return any;
}

const char *without_first_parentheses(void *ctx, const char *text)
{
    if (!strstr(text, ") AND ") && !strstr(text, ") OR "))
        return text;
    void *work = mem_context(NULL);
    struct flattening f = {text, lex_all(work, text), NULL, NULL};
    f.partner = mem_array(work, size_t, f.all.n + 1);
    f.gone = mem_array(work, bool, f.all.n + 1);
    find_partners(work, &f);
    if (flatten(&f)) {
        struct text t;
        size_t done = 0;
        text_open(&t);
        for (size_t i = 0; i < f.all.n; i++) {
            if (!f.gone[i])
                continue;
            fwrite(text + done, 1, f.all.items[i].start - done, t.out);
            done = f.all.items[i].end;
        }
        fputs(text + done, t.out);
        text = text_close(&t, ctx);
    }
    mem_free(work);
    return text;
}
