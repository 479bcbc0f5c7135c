/*
 * Splitting is libpg_query's work: by its parser, which knows where a
 * function body written in SQL ends, and by its scanner where the parser
 * meets an error or syntax newer than its own; the server then says which.
 */
#include <pg_query.h>
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

static size_t skip_block_comment(const char *s, size_t at, size_t end)
{
    int depth = 0;
    while (at < end) {
        if (s[at] == '/' && at + 1 < end && s[at + 1] == '*') {
            depth++;
            at += 2;
        } else if (s[at] == '*' && at + 1 < end && s[at + 1] == '/') {
            at += 2;
            if (--depth == 0)
                return at;
        } else {
            at++;
        }
    }
    return at;
}

/* Where a statement's first token stands: errors point there, not at the comment above it. */
static size_t skip_blank(const char *s, size_t at, size_t end)
{
    while (at < end) {
        if (strchr(" \t\r\n\f\v", s[at]))
            at++;
        else if (s[at] == '-' && at + 1 < end && s[at + 1] == '-')
            while (at < end && s[at] != '\n')
                at++;
        else if (s[at] == '/' && at + 1 < end && s[at + 1] == '*')
            at = skip_block_comment(s, at, end);
        else
            break;
    }
    return at;
}

struct statement *postgres_split(const char *script, size_t *n, void *ctx)
{
    PgQuerySplitResult split = pg_query_split_with_parser(script);
    if (split.error) {
        pg_query_free_split_result(split);
        split = pg_query_split_with_scanner(script);
    }
    struct statement *statements = NULL;
    *n = 0;
    for (int i = 0; i < split.n_stmts; i++) {
        size_t start = (size_t)split.stmts[i]->stmt_location;
        size_t end = start + (size_t)split.stmts[i]->stmt_len;
        start = skip_blank(script, start, end);
        if (start == end)
            continue;
        size_t at = mem_grow(ctx, &statements, n);
        statements[at] = (struct statement){script, start, end - start};
    }
    /* Not even the scanner can read it (an unterminated string): the server says where. */
    if (split.error) {
        size_t at = mem_grow(ctx, &statements, n);
        statements[at] = (struct statement){script, 0, strlen(script)};
    }
    pg_query_free_split_result(split);
    return statements;
}
