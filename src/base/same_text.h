/* Texts that may be absent, compared. */
#ifndef BASE_SAME_TEXT_H
#define BASE_SAME_TEXT_H

#include <stdbool.h>

/* True when the two are the same, or both absent (NULL); "" is none of these. */
bool same_text(const char *a, const char *b);

#endif
