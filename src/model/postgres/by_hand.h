/* Texts that no server has printed: what a server would say of their expressions (sql/postgres/implicit.h). */
#ifndef MODEL_POSTGRES_BY_HAND_H
#define MODEL_POSTGRES_BY_HAND_H

#include <stdbool.h>

#include "kind/parsing.h"
#include "model/model.h"

/* Whether the text makes an operator, wherever in it: then one without a schema may be that. */
bool makes_operators(const char *text);

/* Whether a person wrote it, and operators and functions of the server's names are the server's. */
bool has_implicit_casts(const char *text, enum text_writer writer);

/* say_casts of struct parsing_reader. (deparse.c) */
void say_casts(struct parsing *parsing, json_t *part, const char *schema, const char *relation);

/* Whether the statement may have an expression in which the server would say some. */
bool may_need_casts(const char *statement);

#endif
