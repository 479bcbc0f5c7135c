#include "page/html.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"

/* One character of valid UTF-8; *size is how many bytes it takes. */
static uint32_t decode(const unsigned char *s, size_t *size)
{
    *size = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    uint32_t c = *size == 1 ? s[0] : s[0] & (0x7Fu >> *size);
    for (size_t i = 1; i < *size; i++)
        c = c << 6 | (s[i] & 0x3Fu);
    return c;
}

/* Controls, and characters without a shape of their own that change their neighbours' order or place. */
static bool unseen(uint32_t c)
{
    static const uint32_t ranges[][2] = {{0x00, 0x08},     {0x0B, 0x1F},     {0x7F, 0x9F},      {0xAD, 0xAD},
                                         {0x061C, 0x061C}, {0x200B, 0x200F}, {0x2028, 0x202E},  {0x2060, 0x206F},
                                         {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

static void put_character(FILE *out, uint32_t c, const unsigned char *bytes, size_t size)
{
    if (c == '&')
        fputs("&amp;", out);
    else if (c == '<')
        fputs("&lt;", out);
    else if (c == '>')
        fputs("&gt;", out);
    else if (c == '"')
        fputs("&quot;", out);
    else if (c == '\'')
        fputs("&#39;", out);
    else if (unseen(c))
        fprintf(out, "\u27E8U+%04X\u27E9", (unsigned)c);
    else
        fwrite(bytes, 1, size, out);
}

void html_text(FILE *out, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t left = strlen(text);
    while (left > 0) {
        size_t valid = utf8_check((const char *)s, left);
        left -= valid;
        for (size_t size; valid > 0; s += size, valid -= size) {
            uint32_t c = decode(s, &size);
            put_character(out, c, s, size);
        }
        if (left > 0) {
            fputs("\uFFFD", out);
            s++;
            left--;
        }
    }
}

void html_breakable(FILE *out, const char *name)
{
    enum { LONG = 20 };
    if (strlen(name) <= LONG) {
        html_text(out, name);
        return;
    }
    while (*name) {
        size_t part = strcspn(name, "_");
        part += name[part] == '_';
        char *copy = mem_strndup(NULL, name, part);
        html_text(out, copy);
        mem_free(copy);
        name += part;
        if (*name)
            fputs("<wbr>", out);
    }
}

/* NOLINTBEGIN(clang-analyzer-valist.Uninitialized): it forgets va_start where it reads several files in one run */
void html_print(FILE *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (const char *f = format; *f; f++) {
        if (*f != '%') {
            fputc(*f, out);
            continue;
        }
        f++;
        if (*f == 's')
            html_text(out, va_arg(arguments, const char *));
        else if (*f == 'd')
            fprintf(out, "%d", va_arg(arguments, int));
        else if (*f == 'z')
            fprintf(out, "%zu", va_arg(arguments, size_t));
        else
            fputc('%', out);
        f += *f == 'z';
    }
    va_end(arguments);
}
/* NOLINTEND(clang-analyzer-valist.Uninitialized) */

void html_anchor_part(FILE *out, const char *name)
{
    static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-~";
    for (const unsigned char *s = (const unsigned char *)name; *s; s++)
        if (strchr(kept, *s))
            fputc(*s, out);
        else
            fprintf(out, "%%%02X", *s);
}
