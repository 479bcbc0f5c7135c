/* Texts that no server has printed: what a server would say of their expressions (sql/postgres/implicit.h). */
#ifndef MODEL_POSTGRES_BY_HAND_H
#define MODEL_POSTGRES_BY_HAND_H

#include <stdbool.h>

#include "kind/parsing.h"

/* Whether the text makes an operator, wherever in it: then one without a schema may be that. */
bool makes_operators(const char *text);

/* Whether it makes a function, in any schema, of a name that sql/postgres/implicit_call.h takes for the server's. */
bool makes_known_functions(const char *text);

/* say_casts of struct parsing_reader. (deparse.c) */
void say_casts(struct parsing *parsing, json_t *part, const char *schema, const char *relation);

/* Whether the statement may have an expression in which the server would say some. */
bool may_need_casts(const char *statement);

#endif
