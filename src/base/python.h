/* Finding the interpreter that runs what ships as Python. */
#ifndef BASE_PYTHON_H
#define BASE_PYTHON_H

#include "base/process.h"

/*
 * The first python3 in PATH that is a program, not a script that would start
 * one (who runs confined may start nothing), and that the account may reach.
 * Belongs to ctx; NULL where there is none.
 */
char *python_find(void *ctx, const struct account *account);

/*
 * What this interpreter has to open to start and to import its standard
 * library: its own files and the system's libraries, for sandbox_prepare. `more`
 * (NULL-terminated, or NULL) is added, borrowed. Belongs to ctx.
 */
const char *const *python_files(void *ctx, const char *python, const char *const *more);

#endif
