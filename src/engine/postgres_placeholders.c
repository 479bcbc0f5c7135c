/*
 * Marks are found where a driver finds them, outside literals, quoted names
 * and comments. That takes no parser, and may not: a statement with `?` in it
 * is not SQL yet.
 */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

/* Behind the quote that ends what `quote` began at s[at - 1]; doubled quotes belong to it. */
static size_t skip_quoted(const char *s, size_t at, char quote, bool backslash)
{
    while (s[at] && s[at] != quote)
        at += backslash && s[at] == '\\' && s[at + 1] ? 2 : 1;
    return s[at] ? at + 1 : at;
}

static size_t skip_comment(const char *s, size_t at)
{
    int depth = 0;
    do {
        int change = s[at] == '/' && s[at + 1] == '*' ? 1 : s[at] == '*' && s[at + 1] == '/' ? -1 : 0;
        depth += change;
        at += change ? 2 : 1;
    } while (s[at] && depth > 0);
    return at;
}

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

/* $tag$ ... $tag$; a lone dollar is passed over. */
static size_t skip_dollar(const char *s, size_t at)
{
    size_t tag = at + 1;
    while (in_word(s[tag]))
        tag++;
    if (s[tag] != '$' || isdigit((unsigned char)s[at + 1]) || (at > 0 && in_word(s[at - 1])))
        return at + 1;
    char *quote = mem_strndup(NULL, s + at, tag + 1 - at);
    const char *end = strstr(s + tag + 1, quote);
    size_t behind = end ? (size_t)(end - s) + strlen(quote) : strlen(s);
    mem_free(quote);
    return behind;
}

/* Behind the literal, name or comment that begins at `at`; `at` where none does. */
static size_t skip_opaque(const char *s, size_t at)
{
    if (s[at] == '\'') {
        bool escapes = at > 0 && (s[at - 1] == 'E' || s[at - 1] == 'e') && !(at > 1 && in_word(s[at - 2]));
        return skip_quoted(s, at + 1, '\'', escapes);
    }
    if (s[at] == '"')
        return skip_quoted(s, at + 1, '"', false);
    if (s[at] == '-' && s[at + 1] == '-')
        return at + strcspn(s + at, "\n");
    if (s[at] == '/' && s[at + 1] == '*')
        return skip_comment(s, at);
    return s[at] == '$' ? skip_dollar(s, at) : at;
}

/* As the drivers do, in literals too: a program writes LIKE 'a%%'. */
static void copy(FILE *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        putc(s[i], out);
        if (s[i] == '%' && i + 1 < n && s[i + 1] == '%')
            i++;
    }
}

/* The length of the mark at `at`; 0: there is none. */
static size_t mark(const char *s, size_t at)
{
    if (s[at] == '?')
        return 1;
    return s[at] == '%' && s[at + 1] == 's' ? 2 : 0;
}

char *postgres_fill_in(const char *sql, size_t n, const struct value *values, void *ctx, struct sql_failure *failure)
{
    struct text t;
    size_t marks = 0;
    text_open(&t);
    for (size_t at = 0; sql[at];) {
        size_t opaque = skip_opaque(sql, at) - at;
        size_t length = opaque ? 0 : mark(sql, at);
        if (length && n > 0) {
            if (marks < n)
                postgres_literal(t.out, &values[marks]);
            marks++;
            at += length;
            continue;
        }
        size_t plain = opaque ? opaque : sql[at] == '%' && sql[at + 1] == '%' ? 2 : 1;
        copy(t.out, sql + at, plain);
        at += plain;
    }
    char *filled = text_close(&t, ctx);
    if (marks == n)
        return filled;
    failure_at(failure, 0, mem_printf(ctx, "the statement has %zu marks, and %zu values were given", marks, n));
    return NULL;
}
