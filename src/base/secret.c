#include "base/secret.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

static const char word[] = "password";
static const char stars[] = "***";

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t\r\n\f\v");
}

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* The quote that a constant begins with: ', in a constant '', ", or $tag$. Its length, 0 for none. */
static size_t opening(const char *s)
{
    if (s[0] == '\'' && s[1] == '\'' && s[2] && !strchr(" \t\r\n;,)'", s[2]))
        return 2;
    if (s[0] == '\'' || s[0] == '"')
        return 1;
    if (s[0] != '$')
        return 0;
    size_t n = 1;
    while (is_name(s[n]) && s[n] != '$')
        n++;
    return s[n] == '$' ? n + 1 : 0;
}

/* Where what was opened by the n bytes at `quote` is closed, from `s` on; the end of the text where it is not. */
static const char *closing(const char *s, const char *quote, size_t n)
{
    for (; *s; s++) {
        bool escapes = *s == '\\' && s[1] && quote[0] != '$';
        bool closes = strncmp(s, quote, n) == 0, doubled = closes && n == 1 && s[1] == *s;
        if (escapes || doubled)
            s++;
        else if (closes)
            break;
    }
    return s;
}

/* E'...', U&'...', N'...', B'...' */
static const char *skip_prefix(const char *s)
{
    if (strchr("eEnNbBxX", *s) && s[1] == '\'')
        return s + 1;
    return (*s == 'u' || *s == 'U') && s[1] == '&' ? s + 2 : s;
}

/* `s` is behind the word: writes what may be shown, and returns where the text goes on; NULL where no secret follows.
 */
static const char *hide_value(FILE *out, const char *s)
{
    const char *value = skip_blanks(s);
    bool assigned = *value == '=' || *value == ':';
    if (assigned)
        value = skip_blanks(value + 1);
    if (*value)
        value = skip_prefix(value);
    size_t n = *value ? opening(value) : 0;
    if (n > 0) {
        const char *end = closing(value + n, value, n);
        fprintf(out, "%.*s%s%.*s", (int)(value + n - s), s, stars, *end ? (int)n : 0, end);
        return *end ? end + n : end;
    }
    if (!assigned || !*value)
        return NULL;
    fprintf(out, "%.*s%s", (int)(value - s), s, stars);
    return value + strcspn(value, " \t\r\n'\",;)&");
}

/* `s` is behind "://": the same of USER:PASSWORD@. */
static const char *hide_userinfo(FILE *out, const char *s)
{
    size_t authority = strcspn(s, "/?# \t\r\n'\""), at = authority;
    while (at > 0 && s[at - 1] != '@')
        at--;
    const char *colon = at > 0 ? memchr(s, ':', at - 1) : NULL;
    if (!colon)
        return NULL;
    fprintf(out, "%.*s%s", (int)(colon + 1 - s), s, stars);
    return s + at - 1;
}

char *without_secrets(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    while (*text) {
        const char *behind = NULL, *next = NULL;
        if (strncasecmp(text, word, strlen(word)) == 0)
            behind = text + strlen(word);
        else if (strncmp(text, "://", 3) == 0)
            behind = text + 3;
        if (!behind) {
            putc(*text++, t.out);
            continue;
        }
        fwrite(text, 1, (size_t)(behind - text), t.out);
        next = *text == ':' ? hide_userinfo(t.out, behind) : hide_value(t.out, behind);
        text = next ? next : behind;
    }
    return text_close(&t, ctx);
}
