/*
 * Marks are found where a driver finds them, outside literals, quoted names
 * and comments. That takes no parser, and may not: a statement with `?` in it
 * is not SQL yet.
 */
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"
#include "sql/postgres/lex.h"

/* As the drivers do, in literals too: a program writes LIKE 'a%%'. */
static void copy(FILE *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        putc(s[i], out);
        if (s[i] == '%' && i + 1 < n && s[i + 1] == '%')
            i++;
    }
}

/* The length of the mark that begins with this lexeme; 0: there is none. */
static size_t mark(const char *s, struct lexeme x)
{
    if (lexeme_is(s, x, "?"))
        return 1;
    return lexeme_is(s, x, "%") && s[x.end] == 's' ? 2 : 0;
}

char *postgres_fill_in(const char *sql, size_t n, const struct value *values, void *ctx, struct sql_failure *failure)
{
    struct lexer l = {sql, 0, strlen(sql)};
    struct text t;
    size_t marks = 0, done = 0;
    text_open(&t);
    for (struct lexeme x; n > 0 && (x = lex_next(&l)).kind != LEXEME_END;) {
        size_t length = mark(sql, x);
        if (lexeme_is(sql, x, "%") && sql[x.end] == '%')
            l.at++;
        if (length == 0)
            continue;
        copy(t.out, sql + done, x.start - done);
        if (marks < n)
            postgres_literal(t.out, &values[marks]);
        marks++;
        l.at = done = x.start + length;
    }
    copy(t.out, sql + done, strlen(sql + done));
    char *filled = text_close(&t, ctx);
    if (marks == n)
        return filled;
    failure_at(failure, 0, mem_printf(ctx, "the statement has %zu marks, and %zu values were given", marks, n));
    return NULL;
}
