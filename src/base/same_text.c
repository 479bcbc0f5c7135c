#include "base/same_text.h"

#include <stddef.h>
#include <string.h>

bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}
