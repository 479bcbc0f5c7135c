/* Operators over strings, numbers and jsonb: what becomes of their sides. */
#ifndef SQL_POSTGRES_IMPLICIT_OPERATOR_H
#define SQL_POSTGRES_IMPLICIT_OPERATOR_H

#include <jansson.h>

/* Of an A_Expr: of its sides, "" where there is none, and of the items of a list, NULL where the right one is none. */
struct operand_types {
    const char *left, *right;
    const char *const *items;
};

/* Says the casts of the sides, in place, and returns the type of the result; "" where that is not known. */
const char *implicit_operator(json_t *node, const struct operand_types *types);

#endif
