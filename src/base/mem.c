#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/exit_status.h"

void mem_exhausted(void)
{
    fputs("fullschema: out of memory\n", stderr);
    _Exit(EXIT_STATUS_TROUBLE);
}

static void *checked(void *p)
{
    if (!p)
        mem_exhausted();
    return p;
}

void *mem_root(const char *name)
{
    return checked(talloc_named(NULL, 0, "%s", name));
}

void *mem_context(const void *ctx)
{
    return checked(talloc_new(ctx));
}

void *mem_zeroed(const void *ctx, size_t size, size_t n)
{
    return checked(_talloc_zero_array(ctx, size, (unsigned)(n ? n : 1), "array"));
}

void *mem_copy(const void *ctx, const void *bytes, size_t size)
{
    return memcpy(mem_zeroed(ctx, size, 1), bytes, size);
}

char *mem_strdup(const void *ctx, const char *s)
{
    return s ? checked(talloc_strdup(ctx, s)) : NULL;
}

char *mem_strndup(const void *ctx, const char *s, size_t n)
{
    return checked(talloc_strndup(ctx, s, n));
}

char *mem_vprintf(const void *ctx, const char *fmt, va_list ap)
{
    return checked(talloc_vasprintf(ctx, fmt, ap));
}

char *mem_printf(const void *ctx, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *s = mem_vprintf(ctx, fmt, ap);
    va_end(ap);
    return s;
}

size_t mem_grow_array(const void *ctx, void **items, size_t *n, size_t size)
{
    size_t used = *n;
    /* Full exactly when the count is a power of two (or zero): no capacity to store. */
    if ((used & (used - 1)) == 0) {
        size_t capacity = used ? used * 2 : 1;
        *items = checked(_talloc_realloc_array(ctx, *items, size, (unsigned)capacity, "array"));
    }
    memset((char *)*items + used * size, 0, size);
    *n = used + 1;
    return used;
}

void mem_free(void *p)
{
    if (p)
        talloc_free(p);
}

void text_open(struct text *t)
{
    t->buffer = NULL;
    t->size = 0;
    t->out = checked(open_memstream(&t->buffer, &t->size));
}

char *text_close(struct text *t, const void *ctx)
{
    if (fclose(t->out) != 0)
        checked(NULL);
    char *s = mem_strndup(ctx, t->buffer, t->size);
    free(t->buffer);
    t->buffer = NULL;
    t->out = NULL;
    return s;
}
