/* What queries read: the FROM clause (https://sqlite.org/syntax/table-or-subquery.html). */
#include "sql/sqlite/parse.h"

void parse_indexed(struct parser *p)
{
    if (take_if(p, "INDEXED")) {
        expect_keyword(p, "BY");
        take_name(p);
    } else if (at_keyword(p, "NOT") && sqlite_token_is(parser_peek(p, 1), "INDEXED")) {
        take_keyword(p);
        take_keyword(p);
    }
}

static void parse_sources(struct parser *p, enum clause clause);

/* What stands in FROM sees what the query around it does, not its neighbours. */
static void parse_source_select(struct parser *p)
{
    struct place here = p->place;
    scope_add_opaque(p);
    p->place = p->scopes[here.scope].parent;
    parse_naming_select(p, NAMES_A_SOURCE);
    p->place = here;
}

static void parse_source_table(struct parser *p)
{
    const char *relation = take_name(p);
    if (take_symbol(p, ".", GLUE_BOTH))
        relation = take_name(p);
    if (!at_symbol(p, "(")) {
        scope_add_relation(p, relation);
        return;
    }
    scope_add_opaque(p); /* a table-valued function, whose arguments do see their neighbours */
    open_parenthesis(p, GLUE_LEFT);
    if (!at_symbol(p, ")"))
        parse_expression_list(p);
    close_parenthesis(p);
}

/*
 * A condition, or names, or as before 3.39 both. A second ON belongs to the
 * INSERT around the query: ON CONFLICT.
 */
static void parse_join_condition(struct parser *p)
{
    if (take_if(p, "ON"))
        parse_expression(p);
    if (take_if(p, "USING"))
        parse_names(p);
}

/* Which of its neighbours a condition inside the parentheses sees depends on how many stand there. */
static void parse_source(struct parser *p, enum clause clause)
{
    p->place.clause = clause;
    if (at_symbol(p, "(")) {
        open_parenthesis(p, GLUE_NONE);
        if (at_select(p))
            parse_source_select(p);
        else
            parse_sources(p, CLAUSE_UNSURE);
        close_parenthesis(p);
        p->place.clause = clause;
    } else {
        parse_source_table(p);
    }
    take_alias(p);
    parse_indexed(p);
    parse_join_condition(p);
}

/* A comma, or keywords up to JOIN. */
static bool take_join(struct parser *p)
{
    static const char *const keywords[] = {"NATURAL", "CROSS", "INNER", "LEFT", "RIGHT", "FULL", "OUTER"};
    size_t at = p->n_printed;
    if (take_symbol(p, ",", GLUE_LEFT))
        return true;
    if (take_if(p, "JOIN")) {
        begin_line(p, at, LINE_CLAUSE);
        return true;
    }
    bool any = false;
    for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
        any = any || at_keyword(p, keywords[i]);
    if (!any)
        return false;
    while (!p->failed && !at_keyword(p, "JOIN"))
        take_keyword(p);
    expect_keyword(p, "JOIN");
    begin_line(p, at, LINE_CLAUSE);
    return true;
}

static void parse_sources(struct parser *p, enum clause clause)
{
    do
        parse_source(p, clause);
    while (take_join(p));
}

void parse_from(struct parser *p, enum clause clause)
{
    enum clause before = p->place.clause;
    if (!at_keyword(p, "FROM"))
        return;
    take_clause(p);
    parse_sources(p, clause);
    p->place.clause = before;
}
