/* Texts one behind the other, of whatever characters, to be taken apart again. */
#ifndef BASE_PACKED_H
#define BASE_PACKED_H

#include <stdbool.h>
#include <stdio.h>

/* Writes one; NULL is a text, too. */
void packed_put(FILE *out, const char *text);
void packed_put_number(FILE *out, long number);

/* Takes the next one off *rest. It belongs to ctx. False where there is none. */
bool packed_get(void *ctx, const char **rest, const char **text);
bool packed_get_number(const char **rest, long *number);

#endif
