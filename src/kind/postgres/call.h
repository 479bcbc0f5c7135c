/* What is named with the types of what it takes: functions, procedures, aggregates. Their first field is the name. */
#ifndef KIND_POSTGRES_CALL_H
#define KIND_POSTGRES_CALL_H

#include "kind/postgres/parse.h"

enum { CALL_NAME };

/* "f(integer, text)" */
const char *call_name(struct parsing *parsing, const char *function, const char *types);

/* "integer, text" of a list of FunctionParameter nodes, without those that are only results; NULL: it cannot be
 * determined.
 */
const char *call_types(struct parsing *parsing, const json_t *parameters);

/* "f(integer)" of the fields of an ObjectWithArgs; NULL as above. */
const char *call_of(struct parsing *parsing, const json_t *object);

/* The object of that kind that the fields of an ObjectWithArgs name, maybe without types; NULL: there is none. */
struct object *find_call(struct parsing *parsing, const struct kind *kind, const json_t *call);

/* For the grammar of such a kind. */
bool identify_call(struct parsing *parsing, const json_t *object, struct object *o);
struct object_name spell_call(void *ctx, const struct object *o);
void rename_call(struct parsing *parsing, struct object *o, const char *schema, const char *name);

#endif
