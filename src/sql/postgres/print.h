/*
 * From a parse tree back to SQL text; shared by the print_*.c files of this
 * folder (canon.h is the door for others).
 *
 * Whatever a printer does not know sets `lost`: canon.c then keeps the
 * server's own text. The same happens when the printed text does not parse to
 * the same tree, so a mistake here costs beauty, never meaning.
 */
#ifndef SQL_POSTGRES_PRINT_H
#define SQL_POSTGRES_PRINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

struct printer {
    FILE *out;
    bool lost;   /* something could not be printed */
    bool lines;  /* clauses of a query on lines of their own */
    int indent;  /* levels of four spaces, for these lines */
    bool domain; /* VALUE is what is checked, not a column */
};

/* How strongly an expression holds together, after the grammar's table of precedence. */
enum precedence {
    BIND_OR = 1,
    BIND_AND,
    BIND_NOT,
    BIND_IS,
    BIND_COMPARE,
    BIND_LIKE,
    BIND_OPERATOR,
    BIND_ADD,
    BIND_MULTIPLY,
    BIND_POWER,
    BIND_AT,
    BIND_COLLATE,
    BIND_SIGN,
    BIND_CAST,
    BIND_ATOM
};

/* Expressions (print_expression.c, print_operator.c, print_call.c, print_value.c). */
enum precedence precedence_of(const json_t *node);
void print_expression(struct printer *p, const json_t *node);
void print_operand(struct printer *p, const json_t *node, enum precedence least); /* in parentheses if weaker */
void print_expressions(struct printer *p, const json_t *list);                    /* comma-separated */

enum precedence operator_precedence(const json_t *body);
void print_operator_expression(struct printer *p, const json_t *body);
void print_operator_name(struct printer *p, const json_t *names);

enum precedence call_precedence(const json_t *body);
void print_call(struct printer *p, const json_t *body);
void print_window(struct printer *p, const json_t *body); /* the part in parentheses */

void print_constant(struct printer *p, const json_t *body);
void print_value_function(struct printer *p, const json_t *body); /* CURRENT_USER and the like */
void print_xml(struct printer *p, const json_t *body);
void print_xml_serialize(struct printer *p, const json_t *body);

/* Types (print_type.c): the fields of a TypeName. */
void print_type(struct printer *p, const json_t *body);
/* A column or parameter: its name, its type. */
void print_declared(struct printer *p, const char *name, const json_t *type);
/* Whether a type of the server has a name of several words or keywords in SQL, under which it is printed. */
bool type_is_spoken(const char *name, bool modified);

/* Prints the word by which a later server begins an expression (newer_statement.h); false where there is none. */
bool print_newer_keyword(struct printer *p, const json_t *body);

/* Names: lists of String nodes. */
void print_names(struct printer *p, const json_t *list, const char *separator);
void print_relation(struct printer *p, const json_t *body); /* a RangeVar, without alias */

/* Queries (print_query.c, print_from.c). A statement is a SelectStmt, InsertStmt, ... node. */
void print_query(struct printer *p, const json_t *node);
void print_select(struct printer *p, const json_t *body);
void print_subquery(struct printer *p, const json_t *node); /* in parentheses, on one line */
void print_block(struct printer *p, const json_t *node);    /* in parentheses, indented */
void print_sort(struct printer *p, const json_t *list);     /* after ORDER BY */
void print_with(struct printer *p, const json_t *body);
void print_targets(struct printer *p, const json_t *list);
void print_from_list(struct printer *p, const json_t *list);
/* A line of its own: the word ("FROM ", "USING ") and the list; nothing where there is none. */
void print_from_clause(struct printer *p, const char *word, const json_t *list);
void print_condition(struct printer *p, const json_t *node); /* after WHERE */

/* INSERT, UPDATE, DELETE, NOTIFY: the actions of rules (print_action.c). */
void print_insert(struct printer *p, const json_t *body);
void print_update(struct printer *p, const json_t *body);
void print_delete(struct printer *p, const json_t *body);
void print_notify(struct printer *p, const json_t *body);

/* Statements of the catalog's own texts (print_statement.c, print_constraint.c). */
void print_statement(struct printer *p, const json_t *node);
void print_constraint(struct printer *p, const json_t *body);
void print_index_elements(struct printer *p, const json_t *list); /* without parentheses */
void print_element(struct printer *p, const json_t *expression);  /* in parentheses unless a call */
void print_options(struct printer *p, const json_t *list);        /* a = 1, b */

/* Parts of a CreateFunctionStmt (print_function.c). */
void print_parameters(struct printer *p, const json_t *list); /* without parentheses */
void print_result(struct printer *p, const json_t *body);     /* after RETURNS */
void print_body(struct printer *p, const json_t *body);       /* RETURN ... or BEGIN ATOMIC ... END */

/* A line break inside a query that is printed over lines, else a blank. */
void print_break(struct printer *p, int deeper);

/* Remembers that something could not be printed. */
void print_lost(struct printer *p);

#endif
