#include "page/html.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/shown.h"

/* One character of valid UTF-8; *size is how many bytes it takes. */
static uint32_t decode(const unsigned char *s, size_t *size)
{
    *size = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    uint32_t c = *size == 1 ? s[0] : s[0] & (0x7Fu >> *size);
    for (size_t i = 1; i < *size; i++)
        c = c << 6 | (s[i] & 0x3Fu);
    return c;
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
    else if (character_is_unseen(c) && c != '\t' && c != '\n')
        fprintf(out, "\u27E8U+%04X\u27E9", (unsigned)c);
    else
        fwrite(bytes, 1, size, out);
}

/* `::` that begins a line and `##` would begin a command, were the page printed into the log of a job. */
static bool begins_command(const unsigned char *s, bool begins_line)
{
    return s[0] == s[1] && (s[0] == '#' || (s[0] == ':' && begins_line));
}

/* Characters of valid UTF-8. */
static void put_valid(FILE *out, const unsigned char *s, size_t n, bool *begins_line)
{
    for (size_t size; n > 0; s += size, n -= size) {
        uint32_t c = decode(s, &size);
        if (begins_command(s, *begins_line))
            fprintf(out, "&#%u;", (unsigned)c);
        else
            put_character(out, c, s, size);
        *begins_line = c == '\n' || (*begins_line && strchr(" \t", (int)c));
    }
}

void html_text(FILE *out, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t left = strlen(text);
    bool begins_line = true;
    while (left > 0) {
        size_t valid = utf8_check((const char *)s, left);
        put_valid(out, s, valid, &begins_line);
        s += valid;
        left -= valid;
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
