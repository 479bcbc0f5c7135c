/* Names such as V1_2__rooms, U1__rooms, B7__all and R__views, which Flyway and refinery share. */
#ifndef SCHEMA_TOOL_VERSIONED_NAME_H
#define SCHEMA_TOOL_VERSIONED_NAME_H

#include <stdbool.h>

#include "schema/migration_name.h"

/* Whether it begins as such names do. */
bool versioned_name_begins(const char *name);

/* Reads one. False: it is none. */
bool versioned_name_read(void *ctx, const char *name, struct migration_name *read);

/* The same, for whoever does not ask which. */
bool versioned_name_is(const char *name);

#endif
