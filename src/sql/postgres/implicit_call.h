/* Functions of the server over strings: which of their arguments become text, and what they return. */
#ifndef SQL_POSTGRES_IMPLICIT_CALL_H
#define SQL_POSTGRES_IMPLICIT_CALL_H

#include <jansson.h>
#include <stdbool.h>

/*
 * Says the casts of the arguments of a call (the fields of a FuncCall) whose types are `types`, and returns the type of
 * its result; "" where that is not known.
 */
const char *implicit_call(const json_t *call, const char *const *types);

/* Whether it knows that one. */
bool is_implicit_call(const char *name);

#endif
