/* A text with the marks of a merge that did not go through: <<<<<<<, =======, >>>>>>>. */
#ifndef CMD_CONFLICT_H
#define CMD_CONFLICT_H

#include <stdbool.h>

/* The text as either side has it. False where it has no marks, or they do not match. Belongs to ctx. */
bool conflict_sides(void *ctx, const char *text, const char *sides[2]);

/* Two texts as one, with marks around the lines in which they differ. NULL where that fails. Belongs to ctx. */
char *conflict_join(void *ctx, const char *const sides[2]);

#endif
