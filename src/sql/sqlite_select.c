/* Queries (https://sqlite.org/lang_select.html). */
#include <string.h>

#include "base/mem.h"
#include "sql/sqlite_parse.h"

bool at_select(const struct parser *p)
{
    return at_word(p, "SELECT") || at_word(p, "VALUES") || at_word(p, "WITH");
}

void parse_order_by(struct parser *p)
{
    take_clause(p); /* ORDER */
    expect_word(p, "BY");
    do
        parse_order_key(p);
    while (take_symbol(p, ",", GLUE_LEFT));
}

void parse_limit(struct parser *p)
{
    take_clause(p); /* LIMIT */
    parse_expression(p);
    if (take_word(p, "OFFSET") || take_symbol(p, ",", GLUE_LEFT))
        parse_expression(p);
}

/* WINDOW is a keyword where a name and AS follow. */
static bool at_window_clause(const struct parser *p)
{
    return at_word(p, "WINDOW") && sqlite_token_is(peek(p, 2), "AS");
}

/* One spelling of aliases: with AS. */
static void add_as(struct parser *p)
{
    add(p, "AS", GLUE_NONE);
}

static bool at_result_alias(const struct parser *p)
{
    static const char *const joins[] = {"CROSS", "FULL", "INDEXED", "INNER", "LEFT", "NATURAL", "OUTER", "RIGHT"};
    for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++)
        if (at_word(p, joins[i]))
            return false;
    return at_name(p) && !at_window_clause(p);
}

static void parse_result_column(struct parser *p)
{
    if (take_symbol(p, "*", GLUE_NONE))
        return;
    parse_expression(p);
    bool as = skip_word(p, "AS");
    if (!as && !at_result_alias(p))
        return;
    add_as(p);
    scope_add_alias(p, take_name(p));
}

/* t AS x, or t x, where x is none of the words that may follow a table. */
static void parse_source_alias(struct parser *p)
{
    bool as = skip_word(p, "AS");
    if (!as && !at_result_alias(p))
        return;
    add_as(p);
    take_name(p);
}

static void parse_indexed(struct parser *p)
{
    if (take_word(p, "INDEXED")) {
        expect_word(p, "BY");
        take_name(p);
    } else if (at_word(p, "NOT") && sqlite_token_is(peek(p, 1), "INDEXED")) {
        take_keyword(p);
        take_keyword(p);
    }
}

static void parse_names(struct parser *p)
{
    open_parenthesis(p, GLUE_NONE);
    do
        take_name(p);
    while (take_symbol(p, ",", GLUE_LEFT));
    close_parenthesis(p);
}

static void parse_sources(struct parser *p);

static void parse_source_table(struct parser *p)
{
    const char *relation = take_name(p);
    if (take_symbol(p, ".", GLUE_BOTH))
        relation = take_name(p);
    if (!at_symbol(p, "(")) {
        scope_add_relation(p, relation);
        return;
    }
    scope_add_opaque(p); /* a table-valued function */
    open_parenthesis(p, GLUE_LEFT);
    if (!at_symbol(p, ")"))
        parse_expression_list(p);
    close_parenthesis(p);
}

static void parse_source(struct parser *p)
{
    if (at_symbol(p, "(")) {
        open_parenthesis(p, GLUE_NONE);
        if (at_select(p)) {
            scope_add_opaque(p);
            parse_select(p);
        } else {
            parse_sources(p);
        }
        close_parenthesis(p);
    } else {
        parse_source_table(p);
    }
    parse_source_alias(p);
    parse_indexed(p);
    for (;;) {
        if (take_word(p, "ON"))
            parse_expression(p);
        else if (take_word(p, "USING"))
            parse_names(p);
        else
            break;
    }
}

/* A comma, or words up to JOIN. */
static bool take_join(struct parser *p)
{
    static const char *const words[] = {"NATURAL", "CROSS", "INNER", "LEFT", "RIGHT", "FULL", "OUTER"};
    size_t at = p->n_words;
    if (take_symbol(p, ",", GLUE_LEFT))
        return true;
    if (take_word(p, "JOIN")) {
        begin_line(p, at, LINE_CLAUSE);
        return true;
    }
    bool any = false;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        any = any || at_word(p, words[i]);
    if (!any)
        return false;
    while (!p->failed && !at_word(p, "JOIN"))
        take_keyword(p);
    expect_word(p, "JOIN");
    begin_line(p, at, LINE_CLAUSE);
    return true;
}

static void parse_sources(struct parser *p)
{
    do
        parse_source(p);
    while (take_join(p));
}

void parse_from(struct parser *p)
{
    if (!at_word(p, "FROM"))
        return;
    take_clause(p);
    parse_sources(p);
}

static void parse_windows(struct parser *p)
{
    take_clause(p);
    do {
        take_name(p);
        expect_word(p, "AS");
        parse_window(p);
    } while (take_symbol(p, ",", GLUE_LEFT));
}

static void parse_group_by(struct parser *p)
{
    take_clause(p);
    expect_word(p, "BY");
    parse_expression_list(p);
}

static void parse_values(struct parser *p)
{
    take_clause(p);
    do {
        open_parenthesis(p, GLUE_NONE);
        parse_expression_list(p);
        close_parenthesis(p);
    } while (take_symbol(p, ",", GLUE_LEFT));
}

/* SELECT ... HAVING, or VALUES: what stands between UNIONs. */
static void parse_core(struct parser *p)
{
    if (at_word(p, "VALUES")) {
        parse_values(p);
        return;
    }
    if (!at_word(p, "SELECT")) {
        parser_fail(p);
        return;
    }
    take_clause(p);
    if (!take_word(p, "DISTINCT"))
        skip_word(p, "ALL"); /* the default */
    do {
        size_t item = p->n_words;
        parse_result_column(p);
        begin_line(p, item, LINE_ITEM);
    } while (take_symbol(p, ",", GLUE_LEFT));
    p->scopes[p->scope].aliases_from = p->n_words;
    parse_from(p);
    if (at_word(p, "WHERE")) {
        take_clause(p);
        parse_expression(p);
    }
    if (at_word(p, "GROUP"))
        parse_group_by(p);
    if (at_word(p, "HAVING")) {
        take_clause(p);
        parse_expression(p);
    }
    if (at_window_clause(p))
        parse_windows(p);
}

static void parse_common(struct parser *p)
{
    const char *name = take_name(p);
    size_t at = mem_grow(p->ctx, &p->common, &p->n_common);
    p->common[at] = name;
    if (at_symbol(p, "("))
        parse_names(p);
    expect_word(p, "AS");
    if (take_word(p, "NOT"))
        expect_word(p, "MATERIALIZED");
    else
        take_word(p, "MATERIALIZED");
    open_parenthesis(p, GLUE_NONE);
    parse_select(p);
    close_parenthesis(p);
}

void parse_with(struct parser *p)
{
    if (!at_word(p, "WITH"))
        return;
    take_clause(p);
    take_word(p, "RECURSIVE");
    do
        parse_common(p);
    while (take_symbol(p, ",", GLUE_LEFT));
}

void parse_select(struct parser *p)
{
    parse_with(p);
    scope_open(p);
    parse_core(p);
    while (at_word(p, "UNION") || at_word(p, "EXCEPT") || at_word(p, "INTERSECT")) {
        scope_close(p);
        take_clause(p);
        take_word(p, "ALL");
        int scope = scope_open(p);
        parse_core(p);
        /* The terms of a compound's ORDER BY may be columns of any of its parts. */
        p->scopes[scope].opaque = true;
    }
    if (at_word(p, "ORDER"))
        parse_order_by(p);
    if (at_word(p, "LIMIT"))
        parse_limit(p);
    scope_close(p);
}
