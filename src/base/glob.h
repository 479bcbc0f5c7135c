/* Names with wildcards. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>

/*
 * Whether the whole text is what the pattern says: * stands for any characters, ? for one, a backslash before a
 * character for that character. The time grows with the product of both lengths at most.
 */
bool glob_matches(const char *pattern, const char *text);

/* The pattern that only this text is: with a backslash before what else would be a wildcard, and before a colon. */
char *glob_quote(void *ctx, const char *text);

#endif
