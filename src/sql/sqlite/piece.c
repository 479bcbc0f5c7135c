/*
 * Parts of statements, and which text they get. What a name means is found by
 * rules that are SQLite's, but written down here a second time; so whoever has
 * a database at hand compares what SQLite makes of both texts.
 */
#include <string.h>

#include "base/mem.h"
#include "sql/sqlite/parse.h"

struct piece piece_begin(const struct parser *p)
{
    return (struct piece){p->at, p->at, {p->n_printed, p->n_printed}};
}

void piece_end(const struct parser *p, struct piece *piece)
{
    piece->to = p->at;
    piece->printed.to = p->n_printed;
}

const char *piece_typed(const struct parser *p, const struct piece *piece)
{
    if (piece->from >= piece->to)
        return "";
    const char *start = p->tokens.items[piece->from].start;
    const struct sqlite_token *last = &p->tokens.items[piece->to - 1];
    return mem_strndup(p->ctx, start, (size_t)(last->start - start) + last->length);
}

static void leave(struct parser *p, const struct piece *piece, const char *text)
{
    text = sqlite_text_for_shell(p->ctx, text);
    for (size_t i = piece->printed.from; i < piece->printed.to; i++) {
        struct printed_token *w = &p->printed[i];
        bool first = i == piece->printed.from;
        *w = (struct printed_token){.text = first ? text : "",
                                    .glue = first ? GLUE_NONE : GLUE_LEFT,
                                    .line = first ? w->line : LINE_SAME,
                                    .place = {.scope = NO_SCOPE}};
    }
}

static void piece_leave_typed(struct parser *p, const struct piece *piece)
{
    leave(p, piece, piece_typed(p, piece));
}

void piece_leave_named(struct parser *p, const struct piece *piece)
{
    const struct sqlite_token *last = &p->tokens.items[piece->to - 1];
    const char *typed = piece_typed(p, piece), *behind = last->start + last->length;
    size_t n = (size_t)(p->tokens.items[piece->to].start - behind);
    const char *comments = mem_strndup(p->ctx, behind, n);
    while (n > 0 && strchr(" \t\r\n\f", comments[n - 1]))
        n--;
    /* A comment to the end of its line has to end. */
    bool open = strstr(comments, "--") != NULL;
    leave(p, piece, n > 0 ? mem_printf(p->ctx, "%s%.*s%s", typed, (int)n, comments, open ? "\n" : "") : typed);
}

/* What is compared in place of a piece; NULL where the piece itself can be. */
typedef const char *whole_statement(void *ctx, const char *text, const char *table);

static bool means_the_same(const struct parser *p, const char *typed, const char *printed, const char *table,
                           const struct sqlite_names *names, whole_statement *whole)
{
    const struct sqlite_judge *judge = names ? names->judge : NULL;
    if (!judge || strcmp(typed, printed) == 0)
        return true;
    if (whole) {
        typed = whole(p->ctx, typed, table);
        printed = whole(p->ctx, printed, table);
    }
    return judge->same(judge->data, typed, printed);
}

static void resolve_piece(struct parser *p, const struct piece *piece, const char *table,
                          const struct sqlite_names *names, whole_statement *whole)
{
    const char *typed = piece_typed(p, piece);
    span_resolve(p, piece->printed, names);
    if (means_the_same(p, typed, span_text(p, piece->printed), table, names, whole))
        return;
    span_unresolve(p, piece->printed);
    if (!means_the_same(p, typed, span_text(p, piece->printed), table, names, whole))
        piece_leave_typed(p, piece);
}

void resolve_query(struct parser *p, const struct piece *piece, const struct sqlite_names *names)
{
    span_resolve(p, piece->printed, names);
    /* A snapshot that is read again has it in this layout. */
    if (strcmp(span_layout(p, piece->printed), piece_typed(p, piece)) != 0)
        resolve_piece(p, piece, NULL, names, NULL);
}

static const char *whole_change(void *ctx, const char *text, const char *table)
{
    (void)table;
    return standalone_text(ctx, text);
}

void resolve_change(struct parser *p, const struct piece *piece, const struct sqlite_names *names)
{
    resolve_piece(p, piece, NULL, names, whole_change);
}

static const char *whole_expression(void *ctx, const char *text, const char *table)
{
    const char *expression = standalone_text(ctx, text);
    if (!table)
        return mem_printf(ctx, "SELECT (%s\n)", expression);
    /* An index on the expression would serve the one spelling and not the other. */
    return mem_printf(ctx, "SELECT (%s\n) FROM main.%s NOT INDEXED", expression, sqlite_quote_name(ctx, table));
}

void resolve_expression(struct parser *p, const struct piece *piece, const char *table,
                        const struct sqlite_names *names)
{
    span_resolve(p, piece->printed, names);
    /* What a table's expression means is plain where only quotes and the case of keywords differ. */
    if (!table || !tokens_agree(p->ctx, piece_typed(p, piece), span_text(p, piece->printed)))
        resolve_piece(p, piece, table, names, whole_expression);
}
