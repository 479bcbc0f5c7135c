/* Calls of functions (https://sqlite.org/lang_corefunc.html) and windows (https://sqlite.org/windowfunctions.html). */
#include <string.h>

#include "sql/sqlite_parse.h"

static void parse_window_bound(struct parser *p)
{
    if (take_word(p, "CURRENT")) {
        expect_word(p, "ROW");
        return;
    }
    if (!take_word(p, "UNBOUNDED"))
        parse_expression(p);
    if (!take_word(p, "PRECEDING"))
        expect_word(p, "FOLLOWING");
}

static void parse_frame(struct parser *p)
{
    take_keyword(p); /* RANGE, ROWS or GROUPS */
    if (take_word(p, "BETWEEN")) {
        parse_window_bound(p);
        expect_word(p, "AND");
    }
    parse_window_bound(p);
    if (!take_word(p, "EXCLUDE"))
        return;
    if (take_word(p, "NO"))
        expect_word(p, "OTHERS");
    else if (take_word(p, "CURRENT"))
        expect_word(p, "ROW");
    else
        take_keyword(p); /* GROUP or TIES */
}

void parse_window(struct parser *p)
{
    open_parenthesis(p, GLUE_NONE);
    bool clause = at_word(p, "PARTITION") || at_word(p, "RANGE") || at_word(p, "ROWS") || at_word(p, "GROUPS");
    if (!clause && at_name(p))
        take_name(p);
    if (take_word(p, "PARTITION")) {
        expect_word(p, "BY");
        parse_expression_list(p);
    }
    if (at_word(p, "ORDER"))
        parse_order_by(p);
    if (at_word(p, "RANGE") || at_word(p, "ROWS") || at_word(p, "GROUPS"))
        parse_frame(p);
    close_parenthesis(p);
}

/* FILTER and OVER are keywords only here: after the arguments of a function. */
static void parse_function_tail(struct parser *p)
{
    if (at_word(p, "WITHIN") && sqlite_token_is(peek(p, 1), "GROUP")) {
        take_keyword(p);
        take_keyword(p);
        open_parenthesis(p, GLUE_NONE);
        parse_order_by(p);
        close_parenthesis(p);
    }
    if (at_word(p, "FILTER") && next_is_symbol(p, "(")) {
        take_keyword(p);
        open_parenthesis(p, GLUE_NONE);
        expect_word(p, "WHERE");
        parse_expression(p);
        close_parenthesis(p);
    }
    if (!at_word(p, "OVER"))
        return;
    take_keyword(p);
    if (at_symbol(p, "("))
        parse_window(p);
    else
        take_name(p);
}

void parse_arguments(struct parser *p)
{
    open_parenthesis(p, GLUE_LEFT);
    if (!take_symbol(p, "*", GLUE_NONE) && !at_symbol(p, ")")) {
        take_word(p, "DISTINCT");
        parse_expression_list(p);
        if (at_word(p, "ORDER"))
            parse_order_by(p);
    }
    close_parenthesis(p);
}

/* Functions are found without regard to case: one spelling is the lower one. */
void parse_function(struct parser *p)
{
    char *name = sqlite_token_content(p->ctx, peek(p, 0));
    for (char *c = name; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    bool bare = strcmp(name, "if") == 0; /* reserved for the sake of IF NOT EXISTS only */
    add(p, bare ? name : sqlite_quote_name(p->ctx, name), GLUE_NONE);
    skip(p);
    parse_arguments(p);
    parse_function_tail(p);
}
