#include "base/glob.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

/* The bytes of the character that begins there. */
static size_t character_size(const char *s)
{
    size_t n = 1;
    while (((unsigned char)s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Whether the pattern's next sign, which is no *, fits the text's; *taken of the pattern, *read of the text. */
static bool sign_fits(const char *pattern, const char *text, size_t *taken, size_t *read)
{
    bool literal = *pattern == '\\' && pattern[1];
    *taken = literal ? 2 : 1;
    *read = *pattern == '?' ? character_size(text) : 1;
    return *pattern == '?' || pattern[literal] == *text;
}

bool glob_matches(const char *pattern, const char *text)
{
    const char *star = NULL, *from = text;
    size_t taken, read;
    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            from = text;
        } else if (*pattern && sign_fits(pattern, text, &taken, &read)) {
            pattern += taken;
            text += read;
        } else if (star) {
            pattern = star;
            text = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

char *glob_quote(void *ctx, const char *text)
{
    char *quoted = mem_array(ctx, char, 2 * strlen(text) + 1), *at = quoted;
    for (; *text; text++) {
        if (strchr("*?\\:", *text))
            *at++ = '\\';
        *at++ = *text;
    }
    *at = '\0';
    return quoted;
}
