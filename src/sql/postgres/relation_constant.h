/* Relations that constants name: 'app.rooms'::regclass. */
#ifndef SQL_POSTGRES_RELATION_CONSTANT_H
#define SQL_POSTGRES_RELATION_CONSTANT_H

#include <jansson.h>
#include <stdbool.h>

struct relation_constant {
    const char *schema, *name; /* the schema "" for public and for none */
};

/* Of the body of a node of that type. False where it is no such cast, or its text no name. Belongs to ctx. */
bool relation_constant(void *ctx, const char *type, const json_t *body, struct relation_constant *constant);

#endif
