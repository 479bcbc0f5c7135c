/* Queries (https://sqlite.org/lang_select.html). */
#include <string.h>

#include "base/mem.h"
#include "sql/sqlite/parse.h"

bool at_select(const struct parser *p)
{
    return at_keyword(p, "SELECT") || at_keyword(p, "VALUES") || at_keyword(p, "WITH");
}

void parse_order_by(struct parser *p)
{
    take_clause(p); /* ORDER */
    expect_keyword(p, "BY");
    do
        parse_order_key(p);
    while (take_symbol(p, ",", GLUE_LEFT));
}

void parse_limit(struct parser *p)
{
    struct piece limit = piece_begin(p);
    take_clause(p); /* LIMIT */
    parse_expression(p);
    if (take_if(p, "OFFSET") || take_symbol(p, ",", GLUE_LEFT))
        parse_expression(p);
    piece_end(p, &limit);
    if (p->depth == 0)
        p->limit = limit;
}

/* WINDOW is a keyword where a name and AS follow. */
static bool at_window_clause(const struct parser *p)
{
    return at_keyword(p, "WINDOW") && may_be_name(parser_peek(p, 1)) && sqlite_token_is(parser_peek(p, 2), "AS");
}

static bool at_alias(const struct parser *p)
{
    static const char *const joins[] = {"CROSS", "FULL", "INDEXED", "INNER", "LEFT", "NATURAL", "OUTER", "RIGHT"};
    for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++)
        if (at_keyword(p, joins[i]))
            return false;
    return at_name(p) && !at_window_clause(p);
}

/* One spelling: with AS. */
const char *take_alias(struct parser *p)
{
    bool as = skip_keyword(p, "AS");
    if (!as && !at_alias(p))
        return NULL;
    parser_add(p, "AS", GLUE_NONE);
    return take_name(p);
}

void parse_names(struct parser *p)
{
    open_parenthesis(p, GLUE_NONE);
    do
        take_name(p);
    while (take_symbol(p, ",", GLUE_LEFT));
    close_parenthesis(p);
}

/* a, t.a, t.*: named after the column, however it is written. */
static bool is_column(const struct parser *p, const struct piece *piece)
{
    const struct sqlite_token *first = &p->tokens.items[piece->from];
    bool plain = first->type == TOKEN_WORD || first->type == TOKEN_DOUBLE || first->type == TOKEN_BRACKET;
    for (size_t i = piece->from + 1; plain && i < piece->to; i += 2)
        plain = *p->tokens.items[i].start == '.';
    if (piece->to > piece->from + 1)
        return plain;
    return plain && p->printed[piece->printed.from].column && !sqlite_token_is(first, "TRUE") &&
           !sqlite_token_is(first, "FALSE");
}

/*
 * The text of an expression without alias is the column's name, white space,
 * comments and all. A column's name is its declared one, but in FROM the one
 * that is written.
 */
static void name_column(struct parser *p, const struct piece *piece, enum naming names)
{
    if (p->failed || names == NAMES_NOBODY)
        return;
    bool quoted = p->tokens.items[piece->from].type == TOKEN_DOUBLE; /* perhaps a string */
    p->text_names = p->text_names || quoted || !is_column(p, piece);
    if (!is_column(p, piece))
        piece_leave_named(p, piece);
    struct printed_token *w = &p->printed[piece->printed.from];
    w->never_string = true;
    w->keeps_case = names == NAMES_A_SOURCE;
}

static void parse_result_column(struct parser *p, enum naming names)
{
    struct piece piece = piece_begin(p);
    if (take_symbol(p, "*", GLUE_NONE))
        return;
    parse_expression(p);
    piece_end(p, &piece);
    const char *alias = take_alias(p);
    if (alias)
        scope_add_alias(p, alias);
    else
        name_column(p, &piece, names);
}

/* Names mean what they would where the window is used. */
static void parse_windows(struct parser *p)
{
    p->place.clause = CLAUSE_UNSURE;
    take_clause(p);
    do {
        take_window_name(p);
        expect_keyword(p, "AS");
        parse_window(p);
    } while (take_symbol(p, ",", GLUE_LEFT));
}

static void parse_group_by(struct parser *p)
{
    p->place.clause = CLAUSE_ORDER;
    take_clause(p);
    expect_keyword(p, "BY");
    parse_expression_list(p);
}

/* A value that is a name, column or string, names its column; any other is "column1". */
static void parse_value(struct parser *p, enum naming names)
{
    size_t at = p->n_printed;
    parse_expression(p);
    if (names == NAMES_NOBODY)
        return;
    p->text_names = true;
    if (p->n_printed != at + 1)
        return;
    p->printed[at].never_string = true;
    p->printed[at].keeps_case = true;
}

static void parse_values(struct parser *p, enum naming names)
{
    take_clause(p);
    do {
        open_parenthesis(p, GLUE_NONE);
        do
            parse_value(p, names);
        while (take_symbol(p, ",", GLUE_LEFT));
        close_parenthesis(p);
        names = NAMES_NOBODY; /* the first row names them */
    } while (take_symbol(p, ",", GLUE_LEFT));
}

static void parse_condition(struct parser *p)
{
    p->place.clause = CLAUSE_WHERE;
    take_clause(p);
    parse_expression(p);
}

static void parse_result(struct parser *p, enum naming names)
{
    do {
        size_t item = p->n_printed;
        parse_result_column(p, names);
        begin_line(p, item, LINE_ITEM);
    } while (take_symbol(p, ",", GLUE_LEFT));
}

/* SELECT ... HAVING, or VALUES: what stands between UNIONs. */
static void parse_core(struct parser *p, enum naming names)
{
    if (at_keyword(p, "VALUES")) {
        parse_values(p, names);
        return;
    }
    if (!at_keyword(p, "SELECT")) {
        parser_fail(p);
        return;
    }
    take_clause(p);
    if (!take_if(p, "DISTINCT"))
        skip_keyword(p, "ALL"); /* the default */
    parse_result(p, names);
    parse_from(p, CLAUSE_WHERE);
    if (at_keyword(p, "WHERE"))
        parse_condition(p);
    if (at_keyword(p, "GROUP"))
        parse_group_by(p);
    if (at_keyword(p, "HAVING"))
        parse_condition(p);
    if (at_window_clause(p))
        parse_windows(p);
}

static void parse_common(struct parser *p)
{
    const char *name = take_name(p);
    size_t at = mem_grow(p->ctx, &p->common, &p->n_common);
    p->common[at] = name;
    bool listed = at_symbol(p, "(");
    if (listed)
        parse_names(p);
    expect_keyword(p, "AS");
    if (take_if(p, "NOT"))
        expect_keyword(p, "MATERIALIZED");
    else
        take_if(p, "MATERIALIZED");
    open_parenthesis(p, GLUE_NONE);
    parse_portable_select(p, listed ? NAMES_NOBODY : NAMES_A_SOURCE);
    close_parenthesis(p);
}

void parse_with(struct parser *p)
{
    if (!at_keyword(p, "WITH"))
        return;
    take_clause(p);
    take_if(p, "RECURSIVE");
    do
        parse_common(p);
    while (take_symbol(p, ",", GLUE_LEFT));
}

static bool at_compound(const struct parser *p)
{
    return at_keyword(p, "UNION") || at_keyword(p, "EXCEPT") || at_keyword(p, "INTERSECT");
}

/* The terms of its ORDER BY may be columns of any of its parts. */
static void parse_compound(struct parser *p)
{
    while (at_compound(p)) {
        scope_close(p);
        take_clause(p);
        take_if(p, "ALL");
        scope_open(p);
        parse_core(p, NAMES_NOBODY);
    }
    scope_close(p);
    scope_open(p);
    scope_add_opaque(p);
}

void parse_naming_select(struct parser *p, enum naming names)
{
    parse_with(p);
    scope_open(p);
    parse_core(p, names);
    p->place.clause = CLAUSE_ORDER;
    if (at_compound(p))
        parse_compound(p);
    if (at_keyword(p, "ORDER"))
        parse_order_by(p);
    p->place.clause = CLAUSE_LIMIT;
    if (at_keyword(p, "LIMIT"))
        parse_limit(p);
    scope_close(p);
}

/* What it can see there, nobody knows here. */
void parse_portable_select(struct parser *p, enum naming names)
{
    struct place here = p->place;
    p->place = (struct place){.scope = NO_SCOPE};
    scope_open(p);
    scope_add_opaque(p);
    parse_naming_select(p, names);
    p->place = here;
}

void parse_select(struct parser *p)
{
    parse_naming_select(p, NAMES_NOBODY);
}
