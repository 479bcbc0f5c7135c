/* Functions and procedures: function.c has the kind, function_statement.c reads what creates them. */
#ifndef KIND_POSTGRES_FUNCTION_H
#define KIND_POSTGRES_FUNCTION_H

#include "kind/postgres/call.h"

enum {
    FUNCTION_NAME = CALL_NAME,
    FUNCTION_KIND,
    FUNCTION_ARGUMENTS,
    FUNCTION_RESULT,
    FUNCTION_LANGUAGE,
    FUNCTION_VOLATILITY,
    FUNCTION_PARALLEL,
    FUNCTION_STRICT,
    FUNCTION_SECURITY_DEFINER,
    FUNCTION_LEAKPROOF,
    FUNCTION_COST,
    FUNCTION_ROWS,
    FUNCTION_SUPPORT,
    FUNCTION_TRANSFORMS,
    FUNCTION_SETTINGS,
    FUNCTION_BODY,
    FUNCTION_LIBRARY,
    FUNCTION_STATEMENT,
    FUNCTION_N_FIELDS
};

bool function_is_procedure(const struct object *o);

/* For the grammar: the fields of a CreateFunctionStmt and of an AlterFunctionStmt. */
bool parse_create_function(struct parsing *parsing, json_t *body);
bool parse_alter_function(struct parsing *parsing, json_t *body);

#endif
