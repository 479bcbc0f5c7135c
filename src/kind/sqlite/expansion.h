/* How much a statement is when the views that it refers to are put into their places. */
#ifndef KIND_SQLITE_EXPANSION_H
#define KIND_SQLITE_EXPANSION_H

#include <stddef.h>

struct expansion;

/* Belongs to ctx. */
struct expansion *expansion_new(void *ctx);

/* A view of that name and text. `sql` is borrowed. */
void expansion_add(struct expansion *e, const char *name, const char *sql);

/* How many references to views SQLite would follow in a statement, or some number more than anybody writes. */
size_t expansion_of(struct expansion *e, const char *statement);

/* A view that is more than SQLite can compile in time and memory that a run has; NULL: there is none. */
const char *expansion_too_large(struct expansion *e);

#endif
