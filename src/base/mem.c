#include "base/mem.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/exit_status.h"

void mem_exhausted(void)
{
    /* Not through the stream, whose lock a thread that waits for memory may hold. */
    static const char line[] = "fullschema: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, line, sizeof(line) - 1);
    (void)ignored;
    _Exit(EXIT_STATUS_TROUBLE);
}

void *mem_checked(void *p)
{
    if (!p)
        mem_exhausted();
    return p;
}

/* What talloc refuses for its size alone (MAX_TALLOC_SIZE of talloc.c). */
enum { LARGEST = 0x0fffffff };

static void *checked_for_size(void *p, size_t size)
{
    if (!p && size > LARGEST) {
        fprintf(stderr, "fullschema: one text or list takes %zu MiB, and the most is %d MiB\n", size >> 20,
                LARGEST >> 20);
        _Exit(EXIT_STATUS_TROUBLE);
    }
    return mem_checked(p);
}

void *mem_root(const char *name)
{
    return mem_checked(talloc_named(NULL, 0, "%s", name));
}

void *mem_context(const void *ctx)
{
    return mem_checked(talloc_new(ctx));
}

void *mem_zeroed(const void *ctx, size_t size, size_t n)
{
    size_t wanted = n ? n : 1;
    void *p = wanted > LARGEST / (size ? size : 1) ? NULL : _talloc_zero_array(ctx, size, (unsigned)wanted, "array");
    return checked_for_size(p, size * wanted);
}

void *mem_copy(const void *ctx, const void *bytes, size_t size)
{
    void *copy = mem_zeroed(ctx, size ? size : 1, 1); /* talloc divides by the size */
    return size ? memcpy(copy, bytes, size) : copy;
}

char *mem_strdup(const void *ctx, const char *s)
{
    return s ? mem_checked(talloc_strdup(ctx, s)) : NULL;
}

char *mem_strndup(const void *ctx, const char *s, size_t n)
{
    return checked_for_size(talloc_strndup(ctx, s, n), n);
}

char *mem_upper(const void *ctx, const char *s, size_t n)
{
    char *text = mem_strndup(ctx, s, n);
    for (char *c = text; *c; c++)
        *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    return text;
}

char *mem_vprintf(const void *ctx, const char *fmt, va_list ap)
{
    return mem_checked(talloc_vasprintf(ctx, fmt, ap));
}

char *mem_printf(const void *ctx, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *s = mem_vprintf(ctx, fmt, ap);
    va_end(ap);
    return s;
}

char *mem_lines(const void *ctx, const char *const *lines, size_t n)
{
    size_t size = 1;
    for (size_t i = 0; i < n; i++)
        size += strlen(lines[i]) + 1;
    char *text = checked_for_size(talloc_size(ctx, size), size), *to = text;
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            *to++ = '\n';
        to = stpcpy(to, lines[i]);
    }
    *to = '\0';
    return text;
}

size_t mem_grow_array(const void *ctx, void **items, size_t *n, size_t size)
{
    size_t used = *n;
    /* Full exactly when the count is a power of two (or zero): no capacity to store. */
    if ((used & (used - 1)) == 0) {
        size_t capacity = used ? used * 2 : 1;
        *items =
            checked_for_size(_talloc_realloc_array(ctx, *items, size, (unsigned)capacity, "array"), capacity * size);
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

void mem_adopt(const void *ctx, void *p)
{
    talloc_steal(ctx, p);
}

/* Kept open: it is asked often. */
static int statm_fd = -1;
static pthread_once_t statm_once = PTHREAD_ONCE_INIT;

static void open_statm(void)
{
    statm_fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
}

size_t mem_reserved(void)
{
    enum { DATA_FIELD = 6 }; /* of proc(5): data and stack, in pages */
    char text[256], *at = text;
    pthread_once(&statm_once, open_statm);
    ssize_t n = statm_fd >= 0 ? pread(statm_fd, text, sizeof(text) - 1, 0) : -1;
    text[n > 0 ? n : 0] = '\0';
    for (int field = 1; field < DATA_FIELD && at; field++)
        at = strchr(at + 1, ' ');
    return at ? (size_t)strtoull(at, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}
