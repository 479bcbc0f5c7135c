#include "base/quoted.h"

#include <string.h>

#include "base/mem.h"

void print_quoted(FILE *out, const char *text, size_t n)
{
    putc('\'', out);
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\'')
            putc('\'', out);
        putc(text[i], out);
    }
    putc('\'', out);
}

char *quoted(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    print_quoted(t.out, text, strlen(text));
    return text_close(&t, ctx);
}
