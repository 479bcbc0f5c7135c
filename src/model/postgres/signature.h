/* How functions are distinguished: by the types of what they take. */
#ifndef MODEL_POSTGRES_SIGNATURE_H
#define MODEL_POSTGRES_SIGNATURE_H

#include "model/postgres/reader.h"

/* "integer, text[]" of a list of FunctionParameter nodes; those that are only results do not count. */
const char *parameter_types(struct statement *s, const json_t *parameters);

/* "f(integer)" of the fields of an ObjectWithArgs. */
const char *deparse_signature(struct statement *s, const json_t *object);

/* The item of an ObjectWithArgs among functions, procedures and aggregates. */
struct item *function_find(struct reader *r, struct statement *s, const json_t *object);

#endif
