/*
 * Canonical SQL text: what a PostgreSQL server prints, in one spelling that
 * does not depend on the server's version, and that reads well.
 *
 * The text is parsed with libpg_query, normalised (normalise.h) and printed
 * again without redundant parentheses and qualifiers. Text that the parser
 * (its grammar is 15's) does not know, or that would not parse back to the
 * same tree, is returned as the server printed it, so that what these
 * functions return always means what went in.
 *
 * All results belong to ctx. `version` is the server's (150018).
 */
#ifndef CANON_CANON_H
#define CANON_CANON_H

#include <stdbool.h>

/* Where an expression is going to stand. */
enum canon_place {
    CANON_ANYWHERE, /* CHECK (...), WHERE ...: any expression */
    CANON_DEFAULT,  /* after DEFAULT: in parentheses unless it is a simple one */
    CANON_ELEMENT   /* in an index's list: in parentheses unless it is a call */
};

/* An expression, as pg_get_expr() prints it. */
char *canon_expression(void *ctx, const char *text, int version, enum canon_place place);

/*
 * The canonical default of a column of that (canonical) type without a cast
 * that says the same: 'x'::text is 'x' where the column is text.
 */
char *canon_short_default(void *ctx, const char *text, const char *type);

/* A type, as format_type() prints it. */
char *canon_type(void *ctx, const char *text);

/* The parameters of a function, as pg_get_function_arguments() prints them: without the parentheses. */
char *canon_parameters(void *ctx, const char *text, int version);

/* What a function returns, as pg_get_function_result() prints it. */
char *canon_result(void *ctx, const char *text);

/* The body of a function that is SQL, as pg_get_function_sqlbody() prints it: RETURN ..., BEGIN ATOMIC ... */
char *canon_body(void *ctx, const char *text, int version);

/*
 * A query, as pg_get_viewdef() prints it (with or without its semicolon): its
 * clauses on lines of their own, no final newline or semicolon.
 */
char *canon_query(void *ctx, const char *text, int version);

/* A constraint, as pg_get_constraintdef() prints it. */
char *canon_constraint(void *ctx, const char *text, int version);

/*
 * CREATE INDEX, as pg_get_indexdef() prints it; ON ONLY, which it says of
 * every index of a partitioned table, is kept where `only`.
 */
char *canon_index(void *ctx, const char *text, int version, bool only);

/* A whole statement (CREATE TRIGGER, RULE, STATISTICS), as pg_get_indexdef() and its like print it. */
char *canon_statement(void *ctx, const char *text, int version);

#endif
