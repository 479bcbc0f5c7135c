/*
 * Splitting is libpg_query's work: by its parser, which knows where a
 * function body written in SQL ends, and by its scanner where the parser
 * meets an error or syntax newer than its own; the server then says which.
 * The scanner does not know of bodies: those are found by their words, so that
 * what a statement is does not depend on the parser's grammar.
 */
#include <pg_query.h>
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"
#include "sql/postgres/atomic.h"

/* Where a statement's first token stands: errors point there, not at the comment above it. */
static size_t skip_blank(const char *s, size_t at, size_t end)
{
    struct lexer l = {s, at, end};
    return lex_next(&l).start;
}

/* From the first token of `first` to the end of `last`. */
static struct statement span(const char *script, const PgQuerySplitStmt *first, const PgQuerySplitStmt *last)
{
    size_t end = (size_t)last->stmt_location + (size_t)last->stmt_len;
    size_t start = skip_blank(script, (size_t)first->stmt_location, end);
    return (struct statement){script, start, end - start};
}

/*
 * The scanner cuts `BEGIN ATOMIC ...; ...; END` at its semicolons. Returns the
 * index of the last piece of the statement at `first`: where the body ends that
 * begins in it, or `first` itself where it begins none, or one without an end.
 */
static int last_piece(const char *script, const PgQuerySplitResult *split, int first)
{
    struct statement s = span(script, split->stmts[first], split->stmts[first]);
    struct lexer l = {script, s.start, strlen(script)};
    struct atomic_body body = {0};
    struct lexeme x = lex_next(&l);
    for (int last = first; last < split->n_stmts; last++) {
        s = span(script, split->stmts[last], split->stmts[last]);
        for (; x.kind != LEXEME_END && x.start < s.start + s.length; x = lex_next(&l))
            atomic_follow(&body, script, x);
        if (body.depth == 0)
            return last;
    }
    return first;
}

static void add(struct statement **statements, size_t *n, struct statement s, void *ctx)
{
    if (s.length == 0)
        return;
    size_t at = mem_grow(ctx, statements, n);
    (*statements)[at] = s;
}

/*
 * The scanner leaves out pieces without a key word that it knows: a typing
 * error, or a command newer than it. What stands between two statements is
 * the server's to judge, not ours to drop.
 */
static void add_between(struct statement **statements, size_t *n, const char *script, size_t from, size_t to, void *ctx)
{
    from = skip_blank(script, from, to);
    while (from < to && script[from] == ';')
        from = skip_blank(script, from + 1, to);
    add(statements, n, (struct statement){script, from, to - from}, ctx);
}

static struct statement *whole(const char *script, size_t *n, void *ctx)
{
    struct statement *statements = NULL;
    add_between(&statements, n, script, 0, strlen(script), ctx);
    return statements;
}

static struct statement *split_with_scanner(const char *script, size_t *n, void *ctx)
{
    struct statement *statements = NULL;
    PgQuerySplitResult split = pg_query_split_with_scanner(script);
    size_t done = 0;
    /* Not even the scanner can read it (an unterminated string): the server says where. */
    if (split.error)
        statements = whole(script, n, ctx);
    for (int i = 0; !split.error && i < split.n_stmts; i++) {
        int last = last_piece(script, &split, i);
        struct statement s = span(script, split.stmts[i], split.stmts[last]);
        add_between(&statements, n, script, done, s.start, ctx);
        add(&statements, n, s, ctx);
        done = s.start + s.length;
        i = last;
    }
    if (!split.error)
        add_between(&statements, n, script, done, strlen(script), ctx);
    pg_query_free_split_result(split);
    return statements;
}

struct statement *postgres_split(const char *script, size_t *n, void *ctx)
{
    struct statement *statements = NULL;
    *n = 0;
    PgQuerySplitResult split = pg_query_split_with_parser(script);
    bool parsed = !split.error;
    for (int i = 0; parsed && i < split.n_stmts; i++)
        add(&statements, n, span(script, split.stmts[i], split.stmts[i]), ctx);
    pg_query_free_split_result(split);
    return parsed ? statements : split_with_scanner(script, n, ctx);
}
