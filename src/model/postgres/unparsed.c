#include "model/postgres/unparsed.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "model/postgres/statement_name.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/reloaded.h"
#include "sql/postgres/spelling.h"

/* The part of a statement that stands for itself, and what is parsed in its place. */
struct inner {
    size_t start, end;
    const char *stub;
};

static bool is_at(const struct statement *s, const struct lexemes *l, size_t i, const char *keyword)
{
    return i < l->n && lexeme_is(s->text, l->items[i], keyword);
}

/* CREATE [OR REPLACE] and what words there are before what is made: the place of that word, or 0. */
static size_t find_kind(const struct statement *s, const struct lexemes *l)
{
    static const char *const kinds[] = {"view", "function", "procedure"};
    for (size_t i = 1; is_at(s, l, 0, "create") && i < 5; i++)
        for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
            if (is_at(s, l, i, kinds[k]))
                return i;
    return 0;
}

/* The first place outside of parentheses where the word stands (before the other one, if that is asked for). */
static size_t find_keyword(const struct statement *s, const struct lexemes *l, size_t from, const char *keyword,
                           const char *next)
{
    int depth = 0;
    for (size_t i = from; i < l->n; i++) {
        depth += is_at(s, l, i, "(") - is_at(s, l, i, ")");
        if (depth == 0 && is_at(s, l, i, keyword) && (!next || is_at(s, l, i + 1, next)))
            return i;
    }
    return l->n;
}

/* WITH CHECK OPTION, WITH NO DATA and their like belong to the view, not to its query: the number of words. */
static size_t tail_length(const struct statement *s, const struct lexemes *l)
{
    static const char *const tails[][4] = {
        {"with", "data"},
        {"with", "no", "data"},
        {"with", "check", "option"},
        {"with", "local", "check", "option"},
        {"with", "cascaded", "check", "option"},
    };
    for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
        size_t n = 0, same = 0;
        while (n < 4 && tails[i][n])
            n++;
        while (n <= l->n && same < n && is_at(s, l, l->n - n + same, tails[i][same]))
            same++;
        if (same == n)
            return n;
    }
    return 0;
}

static bool find_query(const struct statement *s, const struct lexemes *l, size_t view, struct inner *inner)
{
    size_t as = find_keyword(s, l, view + 1, "as", NULL), tail = tail_length(s, l);
    if (as + 1 + tail >= l->n)
        return false;
    *inner = (struct inner){l->items[as + 1].start, l->items[l->n - tail - 1].end, "SELECT"};
    return true;
}

static bool find_body(const struct statement *s, const struct lexemes *l, size_t function, struct inner *inner)
{
    size_t block = find_keyword(s, l, function + 1, "begin", "atomic");
    size_t value = find_keyword(s, l, function + 1, "return", NULL);
    size_t at = block < value ? block : value;
    if (at == l->n)
        return false;
    *inner =
        (struct inner){l->items[at].start, l->items[l->n - 1].end, block < value ? "BEGIN ATOMIC END" : "RETURN 1"};
    return true;
}

static bool find_inner(const struct statement *s, struct inner *inner)
{
    struct lexemes l = lex_all(s->ctx, s->text);
    size_t kind = find_kind(s, &l);
    if (kind == 0)
        return false;
    return is_at(s, &l, kind, "view") ? find_query(s, &l, kind, inner) : find_body(s, &l, kind, inner);
}

json_t *parse_around(struct statement *s)
{
    struct inner inner;
    struct tree_failure failure;
    if (!find_inner(s, &inner))
        return NULL;
    char *sql = mem_printf(s->ctx, "%.*s%s%s", (int)inner.start, s->text, inner.stub, s->text + inner.end);
    return tree_parse_located(s->ctx, sql, &failure);
}

/* As a snapshot has it, which says no parentheses that a server takes off. */
static const char *spelling_of_part(void *ctx, const char *text, size_t n)
{
    const char *flat = as_reloaded(ctx, mem_strndup(ctx, text, n));
    return spelling_of(ctx, flat, strlen(flat));
}

const char *inner_text(struct statement *s)
{
    struct inner inner;
    return find_inner(s, &inner) ? spelling_of_part(s->ctx, s->text + inner.start, inner.end - inner.start) : "";
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines of COPY: their order does not count. */
static const char *data_in_order(const struct statement *s)
{
    const char **lines = NULL;
    size_t n = 0;
    const char *end = s->data + s->data_length;
    for (const char *line = s->data; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        size_t at = mem_grow(s->ctx, &lines, &n);
        lines[at] = mem_strndup(s->ctx, line, (size_t)(stop - line));
        line = stop + 1;
    }
    if (n)
        qsort(lines, n, sizeof(*lines), by_text);
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n; i++)
        fprintf(t.out, "\n%s", lines[i]);
    return text_close(&t, s->ctx);
}

/* What holds passwords of a server, which are no part of a schema: docs/format.md. */
static bool holds_secrets(const char *name)
{
    static const char *const kinds[] = {"ROLE ", "USER ", "GROUP ", "SUBSCRIPTION ", "SERVER ", "FOREIGN "};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0)
            return true;
    return false;
}

void read_as_text(struct reader *r, const struct statement *s)
{
    const char *spelling = spelling_of_part(s->ctx, s->text, s->length), *text = mem_printf(s->ctx, "%s;", s->text);
    const char *name = statement_name(s->ctx, s->text, s->length);
    if (s->data) {
        spelling = mem_printf(s->ctx, "%s;%s", spelling, data_in_order(s));
        text = mem_printf(s->ctx, "%s\n%.*s\\.", text, (int)s->data_length, s->data);
    }
    if (holds_secrets(name)) {
        spelling = without_secrets(s->ctx, spelling);
        text = without_secrets(s->ctx, text);
    }
    model_add_statement(r->draft, name, spelling, text, s->line);
}
