#include "base/shown.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/mem.h"

static const char cut_mark[] = "...";

/* The bytes of the character at s, 0 where it is none. */
static size_t character_size(const char *s, size_t left, ucs4_t *code)
{
    int size = u8_mbtoucr(code, (const uint8_t *)s, left);
    return size > 0 ? (size_t)size : 0;
}

bool character_is_unseen(uint32_t code)
{
    enum { FIRST_VISIBLE = 0x20, FIRST_BEYOND_ASCII = 0x7F, BLANK_BRAILLE = 0x2800 };
    const uint32_t unseen = UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Zl |
                            UC_CATEGORY_MASK_Zp |
                            UC_CATEGORY_MASK_Co; /* private use: what it looks like is the font's business */
    if (code < FIRST_BEYOND_ASCII)
        return code < FIRST_VISIBLE;
    return code == BLANK_BRAILLE || uc_is_general_category_withtable(code, unseen) ||
           uc_is_property_default_ignorable_code_point(code) || uc_is_property_not_a_character(code);
}

static void put_escape(FILE *out, uint32_t code)
{
    if (code == '\n')
        fputs("\\n", out);
    else if (code == '\r')
        fputs("\\r", out);
    else if (code == '\t')
        fputs("\\t", out);
    else
        fprintf(out, code < 0x80 ? "\\x%02x" : code <= 0xFFFF ? "\\u%04x" : "\\U%08x", (unsigned)code);
}

char *shown_keeping(void *ctx, const char *s, size_t n, const char *kept)
{
    struct text t;
    text_open(&t);
    for (const char *end = s + n; s < end;) {
        ucs4_t code;
        size_t size = character_size(s, (size_t)(end - s), &code);
        if (size == 0)
            fprintf(t.out, "\\x%02x", (unsigned)(unsigned char)*s);
        else if (character_is_unseen(code) && !(*s && strchr(kept, *s)))
            put_escape(t.out, code);
        else
            fwrite(s, 1, size, t.out);
        s += size ? size : 1;
    }
    return text_close(&t, ctx);
}

char *shown_text(void *ctx, const char *s)
{
    return shown_keeping(ctx, s, strlen(s), "");
}

size_t character_count(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

int shown_width(const char *s, size_t n)
{
    return u8_width((const uint8_t *)s, n, "UTF-8");
}

size_t shown_fitting(const char *s, int columns)
{
    size_t n = 0;
    ucs4_t code;
    for (int size; (size = u8_strmbtouc(&code, (const uint8_t *)s + n)) > 0; n += (size_t)size) {
        int width = uc_width(code, "UTF-8");
        columns -= width > 0 ? width : 0;
        if (columns < 0)
            break;
    }
    return n;
}

char *shown_at_most(void *ctx, const char *s, size_t most)
{
    char *all = shown_text(ctx, s);
    size_t mark = sizeof(cut_mark) - 1;
    if (most == 0 || character_count(all) <= most)
        return all;
    size_t kept = most > mark ? most - mark : 0;
    char *end = all;
    for (; kept > 0; kept--)
        end += u8_mblen((const uint8_t *)end, strlen(end));
    return mem_printf(ctx, "%.*s%s", (int)(end - all), all, cut_mark);
}
