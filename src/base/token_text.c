#include "base/token_text.h"

#include <stdbool.h>
#include <string.h>

static bool holds(const char *signs, char c)
{
    return c && strchr(signs, c);
}

/* "f(a, b.c[1])::text" */
static bool stand_apart(char last, const char *token, size_t size)
{
    bool cast = size == 2 && memcmp(token, "::", 2) == 0;
    return last && !cast && !holds("([.:$", last) && !holds("()[],.;", *token);
}

void token_text_put(FILE *out, char *last, const char *token, size_t size)
{
    if (size == 0)
        return;
    if (stand_apart(*last, token, size))
        putc(' ', out);
    fwrite(token, 1, size, out);
    *last = token[size - 1];
}
