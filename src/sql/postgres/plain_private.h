/*
 * Reading a plain form: every function reads what it is called after, from the lexeme that stands next, and puts its
 * canonical text behind what is there. False: it is not plain, and all that was put is of no use.
 */
#ifndef SQL_POSTGRES_PLAIN_PRIVATE_H
#define SQL_POSTGRES_PLAIN_PRIVATE_H

#include <stdbool.h>

#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"

struct plain {
    struct lexer lexer;
    struct lexeme x; /* what stands next */
    char *out;
    size_t n;
    bool domain;  /* VALUE is what is looked at, and there are no columns */
    bool of_call; /* types are of parameters and results, whose modifiers are not stored */
};

/* Whether that token or sign stands next, in the case that the server prints it in. */
bool plain_is(const struct plain *p, const char *token);

/* Passes over it; false where it does not stand next. */
bool plain_take(struct plain *p, const char *token);

void plain_put(struct plain *p, const char *text);

/* Takes and puts a token; several, NULL-terminated, with blanks between them. */
bool plain_token(struct plain *p, const char *token);
bool plain_tokens(struct plain *p, const char *const *tokens);

bool plain_name(struct plain *p);
bool plain_number(struct plain *p);
bool plain_string(struct plain *p);

/* name, or schema.name; `forget_public`: without a schema of that name. */
bool plain_relation(struct plain *p, bool forget_public);

/* (item, item) */
bool plain_list(struct plain *p, bool (*item)(struct plain *p));

/* plain_expression.c */
bool plain_constant(struct plain *p);  /* what a default may be */
bool plain_predicate(struct plain *p); /* comparisons, joined by AND or by OR */

/* plain_type.c */
bool plain_type(struct plain *p);
bool plain_parameters(struct plain *p);
bool plain_result(struct plain *p); /* of a function */

/* plain_statement.c */
bool plain_index(struct plain *p);     /* forgets ONLY */
bool plain_statement(struct plain *p); /* CREATE TRIGGER; CREATE INDEX without ONLY */

/* plain_constraint.c */
bool plain_constraint(struct plain *p);
bool plain_domain_constraint(struct plain *p);

#endif
