/*
 * Placeholders in migrations: what the tool of a file puts something in place
 * of. Tools look at bytes, not at SQL: literals and comments have them, too.
 */
#ifndef SCHEMA_PLACEHOLDERS_H
#define SCHEMA_PLACEHOLDERS_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/migration_tool.h"

struct placeholder {
    size_t at, length;    /* in the text, with its signs */
    const char *name;     /* NULL: not a name, but something that only the tool can work out */
    const char *fallback; /* what the text itself says for where there is no value; or NULL */
};

/* All that a tool of this syntax would replace in the text, in order. Belongs to ctx. */
struct placeholder *placeholders_find(void *ctx, enum placeholder_syntax syntax, const char *text, size_t *n);

/* The value of NAME in the list NAME=VALUE, NULL-terminated; NULL: there is none, or no list. */
const char *placeholder_value(const char *const *values, const char *name);

/*
 * The first ${name}, {{.name}} or @NAME@ that is in no comment, where no tool is known that would
 * replace it: in a literal, for elsewhere no server takes it. False: none.
 */
bool placeholder_doubtful(const char *text, size_t *at);

#endif
