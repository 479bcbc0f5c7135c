/* CREATE VIEW (https://sqlite.org/lang_createview.html). */
#include "base/mem.h"
#include "sql/sqlite/parse.h"

static const char *read_columns(struct parser *p)
{
    if (!at_symbol(p, "("))
        return NULL;
    open_parenthesis(p, GLUE_NONE);
    size_t from = p->n_printed;
    do
        take_name(p);
    while (take_symbol(p, ",", GLUE_LEFT));
    const char *columns = span_text(p, span_from(p, from));
    close_parenthesis(p);
    return columns;
}

/* The query without its rows. */
static void read_heads(struct parser *p, struct piece query, struct sqlite_view *view)
{
    if (p->limit.to > p->limit.from) {
        query.to = p->limit.from;
        query.printed.to = p->limit.printed.from;
    }
    view->typed_head = mem_printf(p->ctx, "%s\nLIMIT 0", piece_typed(p, &query));
    view->head = mem_printf(p->ctx, "%s\nLIMIT 0", span_text(p, query.printed));
}

bool sqlite_read_view(void *ctx, const char *sql, const struct sqlite_names *names, struct sqlite_view *view,
                      struct sqlite_problem *problem)
{
    struct parser p;
    parser_start(&p, ctx, sql);
    *view = (struct sqlite_view){0};
    expect_keyword(&p, "CREATE");
    if (!skip_keyword(&p, "TEMP"))
        skip_keyword(&p, "TEMPORARY");
    expect_keyword(&p, "VIEW");
    view->name = parse_created_name(&p);
    view->columns = read_columns(&p);
    expect_keyword(&p, "AS");
    struct piece query = piece_begin(&p);
    parse_portable_select(&p, view->columns ? NAMES_NOBODY : NAMES_A_VIEW);
    piece_end(&p, &query);
    parse_statement_end(&p);
    if (p.failed)
        return parser_report(&p, problem);
    resolve_query(&p, &query, names);
    view->text_names = p.text_names;
    view->query = span_text(&p, query.printed);
    view->layout = span_layout(&p, query.printed);
    view->typed = piece_typed(&p, &query);
    read_heads(&p, query, view);
    return true;
}
