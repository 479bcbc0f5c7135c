/* The statements of triggers: INSERT, UPDATE, DELETE (https://sqlite.org/lang_createtrigger.html). */
#include "sql/sqlite/parse.h"

/* INSERT OR IGNORE, UPDATE OR REPLACE, ... */
static void parse_or(struct parser *p)
{
    if (take_if(p, "OR"))
        take_keyword(p);
}

static void parse_target(struct parser *p)
{
    const char *relation = take_name(p);
    if (take_symbol(p, ".", GLUE_BOTH))
        relation = take_name(p);
    scope_add_relation(p, relation);
    if (skip_keyword(p, "AS")) {
        parser_add(p, "AS", GLUE_NONE);
        take_name(p);
    }
    parse_indexed(p);
}

static void parse_column_names(struct parser *p, int scope)
{
    open_parenthesis(p, GLUE_NONE);
    do
        take_column(p, scope);
    while (take_symbol(p, ",", GLUE_LEFT));
    close_parenthesis(p);
}

static void parse_where(struct parser *p)
{
    if (take_if(p, "WHERE"))
        parse_expression(p);
}

static void parse_set(struct parser *p)
{
    expect_keyword(p, "SET");
    do {
        if (at_symbol(p, "("))
            parse_column_names(p, p->place.scope);
        else
            take_column(p, p->place.scope);
        expect_symbol(p, "=", GLUE_NONE);
        parse_expression(p);
    } while (take_symbol(p, ",", GLUE_LEFT));
}

/* ON CONFLICT (a) WHERE b DO UPDATE SET c = excluded.c WHERE d, any number of them. */
static void parse_upserts(struct parser *p)
{
    while (take_if(p, "ON")) {
        expect_keyword(p, "CONFLICT");
        if (at_symbol(p, "(")) {
            open_parenthesis(p, GLUE_NONE);
            do
                parse_order_key(p);
            while (take_symbol(p, ",", GLUE_LEFT));
            close_parenthesis(p);
            parse_where(p);
        }
        expect_keyword(p, "DO");
        if (take_if(p, "NOTHING"))
            continue;
        expect_keyword(p, "UPDATE");
        parse_set(p);
        parse_where(p);
    }
}

static void parse_insert(struct parser *p)
{
    if (!take_if(p, "REPLACE")) {
        expect_keyword(p, "INSERT");
        parse_or(p);
    }
    expect_keyword(p, "INTO");
    /* The table's columns are known to ON CONFLICT, not to what is inserted. */
    int target = scope_open(p);
    parse_target(p);
    p->place = p->scopes[target].parent;
    if (at_symbol(p, "("))
        parse_column_names(p, target);
    if (take_if(p, "DEFAULT"))
        expect_keyword(p, "VALUES");
    else
        parse_select(p);
    p->place = (struct place){target, CLAUSE_RESULT};
    parse_upserts(p);
    scope_close(p);
}

static void parse_update(struct parser *p)
{
    take_keyword(p);
    parse_or(p);
    scope_open(p);
    parse_target(p);
    parse_set(p);
    parse_from(p, CLAUSE_UNSURE); /* the target is no neighbour, but WHERE and SET see both */
    parse_where(p);
    if (at_keyword(p, "ORDER"))
        parse_order_by(p);
    if (at_keyword(p, "LIMIT"))
        parse_limit(p);
    scope_close(p);
}

static void parse_delete(struct parser *p)
{
    take_keyword(p);
    expect_keyword(p, "FROM");
    scope_open(p);
    parse_target(p);
    parse_where(p);
    if (at_keyword(p, "ORDER"))
        parse_order_by(p);
    if (at_keyword(p, "LIMIT"))
        parse_limit(p);
    scope_close(p);
}

/* A WITH before INSERT and its siblings, distinguished from one before SELECT by what follows. */
void parse_change(struct parser *p)
{
    size_t common = p->n_common;
    parse_with(p);
    if (at_keyword(p, "INSERT") || at_keyword(p, "REPLACE"))
        parse_insert(p);
    else if (at_keyword(p, "UPDATE"))
        parse_update(p);
    else if (at_keyword(p, "DELETE"))
        parse_delete(p);
    else
        parse_select(p);
    p->n_common = common;
}
