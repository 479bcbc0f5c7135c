/* Calls of functions (https://sqlite.org/lang_corefunc.html) and windows (https://sqlite.org/windowfunctions.html). */
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "sql/sqlite/parse.h"

static void parse_window_bound(struct parser *p)
{
    if (take_if(p, "CURRENT")) {
        expect_keyword(p, "ROW");
        return;
    }
    if (!take_if(p, "UNBOUNDED"))
        parse_expression(p);
    if (!take_if(p, "PRECEDING"))
        expect_keyword(p, "FOLLOWING");
}

static void parse_frame(struct parser *p)
{
    take_keyword(p); /* RANGE, ROWS or GROUPS */
    if (take_if(p, "BETWEEN")) {
        parse_window_bound(p);
        expect_keyword(p, "AND");
    }
    parse_window_bound(p);
    if (!take_if(p, "EXCLUDE"))
        return;
    if (take_if(p, "NO"))
        expect_keyword(p, "OTHERS");
    else if (take_if(p, "CURRENT"))
        expect_keyword(p, "ROW");
    else
        take_keyword(p); /* GROUP or TIES */
}

/* SQLite compares them with the quotes they are written in. */
void take_window_name(struct parser *p)
{
    const struct sqlite_token *t = parser_peek(p, 0);
    size_t at = p->n_printed;
    take_name(p);
    if (!p->failed)
        p->printed[at].text = mem_strndup(p->ctx, t->start, t->length);
}

static bool at_window_keyword(const struct parser *p)
{
    return at_keyword(p, "PARTITION") || at_keyword(p, "RANGE") || at_keyword(p, "ROWS") || at_keyword(p, "GROUPS");
}

void parse_window(struct parser *p)
{
    open_parenthesis(p, GLUE_NONE);
    if (!at_window_keyword(p) && !at_keyword(p, "ORDER") && at_name(p))
        take_window_name(p);
    if (take_if(p, "PARTITION")) {
        expect_keyword(p, "BY");
        parse_expression_list(p);
    }
    if (at_keyword(p, "ORDER"))
        parse_order_by(p);
    if (at_keyword(p, "RANGE") || at_keyword(p, "ROWS") || at_keyword(p, "GROUPS"))
        parse_frame(p);
    close_parenthesis(p);
}

/* FILTER and OVER are keywords only here: after the arguments of a function. */
static void parse_function_tail(struct parser *p)
{
    if (at_keyword(p, "WITHIN") && sqlite_token_is(parser_peek(p, 1), "GROUP")) {
        take_keyword(p);
        take_keyword(p);
        open_parenthesis(p, GLUE_NONE);
        parse_order_by(p);
        close_parenthesis(p);
    }
    if (at_keyword(p, "FILTER") && next_is_symbol(p, "(")) {
        take_keyword(p);
        open_parenthesis(p, GLUE_NONE);
        expect_keyword(p, "WHERE");
        parse_expression(p);
        close_parenthesis(p);
    }
    /* Else it is an alias. */
    if (!at_keyword(p, "OVER") || (!next_is_symbol(p, "(") && !may_be_name(parser_peek(p, 1))))
        return;
    take_keyword(p);
    if (at_symbol(p, "("))
        parse_window(p);
    else
        take_window_name(p);
}

void parse_arguments(struct parser *p)
{
    open_parenthesis(p, GLUE_LEFT);
    if (!take_symbol(p, "*", GLUE_NONE) && !at_symbol(p, ")")) {
        if (!take_if(p, "DISTINCT"))
            skip_keyword(p, "ALL"); /* the default */
        parse_expression_list(p);
        if (at_keyword(p, "ORDER"))
            parse_order_by(p);
    }
    close_parenthesis(p);
}

/* Functions are found without regard to case: one spelling is the lower one. */
void parse_function(struct parser *p)
{
    char *name = ascii_lower(sqlite_token_content(p->ctx, parser_peek(p, 0)));
    bool bare = strcmp(name, "if") == 0; /* reserved for the sake of IF NOT EXISTS only */
    parser_add(p, bare ? name : sqlite_quote_name(p->ctx, name), GLUE_NONE);
    parser_skip(p);
    parse_arguments(p);
    parse_function_tail(p);
}
