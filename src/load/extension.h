/* Extensions that a database has before a snapshot is loaded. */
#ifndef LOAD_EXTENSION_H
#define LOAD_EXTENSION_H

#include "catalog/object.h"

/*
 * The text of a snapshot without the statements that make what `there` has in
 * the very same form: blanks stand in their place, so that all else stays where it was. Belongs to ctx.
 */
char *without_extensions(void *ctx, const char *text, const struct catalog *there);

#endif
