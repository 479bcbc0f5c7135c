#include "report/shown.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"

static const char cut_mark[] = "...";

/* The bytes of the character at s, 0 where it is none. */
static size_t character_size(const char *s)
{
    unsigned char first = (unsigned char)*s;
    size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return strnlen(s, size) == size && utf8_check(s, size) == size ? size : 0;
}

static uint32_t code_point(const char *s, size_t size)
{
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = (unsigned char)*s & first_bits[size];
    for (size_t i = 1; i < size; i++)
        code = code << 6 | ((unsigned char)s[i] & 0x3F);
    return code;
}

/* Characters nobody sees, which change what is seen of others. */
static bool is_invisible(uint32_t code)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E}, {0x200B, 0x200F},
        {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
        if (code >= ranges[i].from && code <= ranges[i].to)
            return true;
    return code < 0x20;
}

static void put_escape(FILE *out, uint32_t code)
{
    if (code == '\n')
        fputs("\\n", out);
    else if (code == '\r')
        fputs("\\r", out);
    else if (code == '\t')
        fputs("\\t", out);
    else if (code < 0x80)
        fprintf(out, "\\x%02x", (unsigned)code);
    else
        fprintf(out, "\\u%04x", (unsigned)code);
}

char *shown(void *ctx, const char *s)
{
    struct text t;
    text_open(&t);
    while (*s) {
        size_t size = character_size(s);
        uint32_t code = code_point(s, size);
        if (size == 0)
            fprintf(t.out, "\\x%02x", (unsigned)(unsigned char)*s);
        else if (is_invisible(code))
            put_escape(t.out, code);
        else
            fwrite(s, 1, size, t.out);
        s += size ? size : 1;
    }
    return text_close(&t, ctx);
}

size_t character_count(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

char *shown_at_most(void *ctx, const char *s, size_t most)
{
    char *all = shown(ctx, s);
    size_t mark = sizeof(cut_mark) - 1;
    if (most == 0 || character_count(all) <= most)
        return all;
    size_t kept = most > mark ? most - mark : 0;
    char *end = all;
    for (; kept > 0; kept--)
        end += character_size(end);
    return mem_printf(ctx, "%.*s%s", (int)(end - all), all, cut_mark);
}
