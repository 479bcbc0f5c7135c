/*
 * Canonical SQL text: what a PostgreSQL server prints, in one spelling that
 * does not depend on the server's version, and that reads well.
 *
 * The text is parsed with libpg_query, normalized (normalize.h) and printed
 * again without redundant parentheses and qualifiers. Text that the parser
 * (its grammar is 15's) does not know, or that would not parse back to the
 * same tree, is returned as the server printed it, so that what these
 * functions return always means what went in.
 *
 * All results belong to ctx.
 */
#ifndef SQL_POSTGRES_CANON_H
#define SQL_POSTGRES_CANON_H

/* What a text is, by the function of the server that prints it. */
enum canon_form {
    CANON_EXPRESSION,        /* pg_get_expr */
    CANON_DEFAULT,           /* the same, to stand after DEFAULT: in parentheses unless it is a simple one */
    CANON_TYPE,              /* format_type */
    CANON_QUERY,             /* pg_get_viewdef; comes out on lines, without a semicolon */
    CANON_CONSTRAINT,        /* pg_get_constraintdef */
    CANON_DOMAIN_CONSTRAINT, /* the same, for a domain's: VALUE is what it checks */
    CANON_STATEMENT,         /* pg_get_indexdef, pg_get_triggerdef, pg_get_ruledef, pg_get_statisticsobjdef */
    CANON_INDEX,             /* pg_get_indexdef, without the ONLY that it says of every partitioned table */
    CANON_PARAMETERS,        /* pg_get_function_arguments; without the parentheses */
    CANON_RESULT,            /* pg_get_function_result */
    CANON_BODY               /* pg_get_function_sqlbody: RETURN ..., BEGIN ATOMIC ... */
};

/* The canonical text. `version` is the server's (150018). */
char *canon_text(void *ctx, enum canon_form form, const char *text, int version);

/*
 * The types of columns, for what follows: `type_of` returns the canonical
 * type of a relation's column, or NULL (and may be NULL itself); "" is the schema of names that are not
 * qualified. Names outside of queries belong to `relation` (NULL: to nothing
 * known). CANON_SOME_TYPE is the type of a column that is there but whose type
 * nobody knows, as in a view: a constant compared with it is believed to be of
 * its type.
 */
#define CANON_SOME_TYPE "?"
struct canon_columns {
    const char *schema, *relation;
    const char *(*type_of)(const void *data, const char *schema, const char *relation, const char *column);
    const void *data;
    /* What a domain's values are stored as; NULL of any other type. NULL itself: domains are types like others. */
    const char *(*base_of)(const void *data, const char *type);
};

/*
 * A canonical text with casts left out that go without saying (shorten.h): for
 * reading, and coming back from the server as the text it was made from.
 */
char *canon_short(void *ctx, enum canon_form form, const char *text, const struct canon_columns *columns);

/*
 * The canonical default of a column of that (canonical) type without a cast
 * that says the same: 'x'::text is 'x' where the column is text.
 */
char *canon_short_default(void *ctx, const char *text, const char *type);

#endif
