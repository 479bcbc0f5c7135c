#include "base/console.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/job_log.h"
#include "base/mem.h"
#include "base/shown.h"

/* "%-*.3ld" taken apart. */
struct conversion {
    char flags[8];
    int width, precision; /* -1: none */
    char size[3];         /* "l", "ll", "z" or "" */
    char type;
};

struct arguments {
    va_list list;
};

/* NOLINTBEGIN(clang-analyzer-valist.Uninitialized): it forgets va_start where it reads several files in one run */

/* A number of the format, or `*` and a number of the arguments. */
static int read_number(const char **at, struct arguments *a)
{
    if (**at != '*')
        return (int)strtol(*at, (char **)at, 10);
    ++*at;
    return va_arg(a->list, int);
}

static struct conversion read_conversion(const char **at, struct arguments *a)
{
    struct conversion c = {.width = -1, .precision = -1};
    size_t n = strspn(*at, "-+ #0");
    memcpy(c.flags, *at, n < sizeof(c.flags) ? n : sizeof(c.flags) - 1);
    *at += n;
    if (**at == '*' || isdigit((unsigned char)**at))
        c.width = read_number(at, a);
    if (**at == '.') {
        ++*at;
        c.precision = read_number(at, a);
    }
    n = strspn(*at, "lz");
    memcpy(c.size, *at, n < sizeof(c.size) ? n : sizeof(c.size) - 1);
    *at += n;
    c.type = *(*at)++;
    return c;
}

static void put_text(FILE *out, const struct conversion *c, const char *s, size_t n)
{
    char *text = shown_keeping(NULL, s, n, "");
    int missing = c->width - shown_width(text, strlen(text));
    missing = missing > 0 ? missing : 0;
    if (strchr(c->flags, '-'))
        fprintf(out, "%s%*s", text, missing, "");
    else
        fprintf(out, "%*s%s", missing, "", text);
    mem_free(text);
}

static intmax_t read_integer(const struct conversion *c, struct arguments *a)
{
    bool is_signed = c->type == 'd';
    if (c->size[0] == 'z')
        return (intmax_t)va_arg(a->list, size_t);
    if (c->size[1] == 'l')
        return va_arg(a->list, long long);
    if (c->size[0] == 'l')
        return va_arg(a->list, long);
    return is_signed ? va_arg(a->list, int) : (intmax_t)va_arg(a->list, unsigned);
}

static void put_number(FILE *out, const struct conversion *c, struct arguments *a)
{
    char spec[32];
    bool is_integer = strchr("dux", c->type) != NULL;
    int width = c->width < 0 ? 0 : c->width;
    /* A negative precision is none. */
    snprintf(spec, sizeof(spec), "%%%s*.*%s%c", c->flags, is_integer ? "j" : "", c->type);
    if (is_integer)
        fprintf(out, spec, width, c->precision, read_integer(c, a));
    else
        fprintf(out, spec, width, c->precision, va_arg(a->list, double));
}

static void put_conversion(FILE *out, const char **at, struct arguments *a)
{
    struct conversion c = read_conversion(at, a);
    if (c.type == 's') {
        const char *s = va_arg(a->list, const char *);
        s = s ? s : "(none)";
        put_text(out, &c, s, c.precision < 0 ? strlen(s) : strnlen(s, (size_t)c.precision));
    } else if (c.type == 'c') {
        char s = (char)va_arg(a->list, int);
        put_text(out, &c, &s, 1);
    } else if (c.type == '%') {
        putc('%', out);
    } else {
        put_number(out, &c, a);
    }
}

static char *format_arguments(void *ctx, const char *format, struct arguments *a)
{
    struct text t;
    text_open(&t);
    while (*format) {
        size_t n = strcspn(format, "%");
        fwrite(format, 1, n, t.out);
        format += n;
        if (*format++ == '%')
            put_conversion(t.out, &format, a);
        else
            break;
    }
    return text_close(&t, ctx);
}

char *console_format(void *ctx, const char *format, ...)
{
    struct arguments a;
    va_start(a.list, format);
    char *text = format_arguments(ctx, format, &a);
    va_end(a.list);
    return text;
}

void console_print(FILE *out, const char *format, ...)
{
    struct arguments a;
    va_start(a.list, format);
    char *text = format_arguments(NULL, format, &a);
    va_end(a.list);
    console_text(out, text);
    mem_free(text);
}

/* NOLINTEND(clang-analyzer-valist.Uninitialized) */

void console_text(FILE *out, const char *text)
{
    char *quoted = job_log_obeys() ? job_log_quoted(NULL, text) : NULL;
    fputs(quoted ? quoted : text, out);
    mem_free(quoted);
}

void console_bytes(const void *bytes, size_t n)
{
    fwrite(bytes, 1, n, stdout);
}
