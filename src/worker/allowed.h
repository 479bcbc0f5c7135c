/* What a schema of SQLite needs, and so may use: all else is refused. */
#ifndef WORKER_ALLOWED_H
#define WORKER_ALLOWED_H

#include <stdbool.h>

/* The names are compared as SQLite compares them, in any case. */

/* SQLite's functions for values, rows, times, JSON, mathematics and full text: they reach nothing but the database. */
bool allows_function(const char *name);

/* The modules of virtual tables that keep their rows in the database. */
bool allows_module(const char *name);

/* All of them, NULL-terminated. */
extern const char *const allowed_modules[];

/* PRAGMAs that tell of the database, or change it or the session and nothing else. */
bool allows_pragma(const char *name);

/* False for the functions that are refused by name: nothing bears it in their place. */
bool may_be_stub(const char *name);

/* Why a schema does not need what is refused by that name: "a schema loads no programs"; never NULL. */
const char *refusal_of(const char *name);

#endif
