#include "base/ascii.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"

void ascii_lower_part(char *text, size_t n)
{
    for (char *c = text; c < text + n; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
}

void ascii_copy_lower(char *to, const char *from, size_t n)
{
    memcpy(to, from, n);
    to[n] = '\0';
    ascii_lower_part(to, n);
}

char *ascii_lower(char *text)
{
    ascii_lower_part(text, strlen(text));
    return text;
}

char *ascii_upper(char *text)
{
    for (char *c = text; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    return text;
}

char *ascii_lowered(void *ctx, const char *text)
{
    return ascii_lower(mem_strdup(ctx, text));
}

bool ascii_in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* A dollar may be that of a quote. */
static bool goes_on(char inside, char beside)
{
    return ascii_in_word(inside) && ascii_in_word(beside) && beside != '$';
}

const char *ascii_find_word(const char *text, const char *from, const char *word)
{
    size_t n = strlen(word);
    for (const char *hit = strcasestr(from, word); hit && n; hit = strcasestr(hit + 1, word))
        if ((hit == text || !goes_on(*word, hit[-1])) && !goes_on(word[n - 1], hit[n]))
            return hit;
    return NULL;
}
