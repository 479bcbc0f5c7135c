/* Which program it is that makes something: two that may make different things are never the same. */
#ifndef CACHE_IDENTITY_H
#define CACHE_IDENTITY_H

#include "base/digest.h"

/*
 * Adds a program or library: its path without links, size, time of its last
 * change and build id, which the linker makes of its content. One that is not
 * there is added as that.
 */
void identity_add_program(struct digest *key, const char *path);

/* Adds a directory or file that is as it is until somebody changes it: its size and times. */
void identity_add_place(struct digest *key, const char *path);

/* Adds this program itself. */
void identity_add_self(struct digest *key);

/* Adds the C library and the locales that it has here. */
void identity_add_locales(struct digest *key);

#endif
