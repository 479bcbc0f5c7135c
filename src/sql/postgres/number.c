#include "sql/postgres/number.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

static int digit_value(char c)
{
    if (isdigit((unsigned char)c))
        return c - '0';
    return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : 99;
}

/* Digits of the base, each with at most one underscore before it (but the first, where `first` says so): their end. */
static size_t skip_digits(const char *text, size_t at, int base, bool first)
{
    for (;; first = false) {
        size_t digit = at + (text[at] == '_' && !first);
        if (digit_value(text[digit]) >= base)
            return at;
        at = digit + 1;
    }
}

static int base_of(const char *text)
{
    static const char letters[] = "xob";
    static const int bases[] = {16, 8, 2};
    const char *found = text[0] == '0' && text[1] ? strchr(letters, tolower((unsigned char)text[1])) : NULL;
    return found ? bases[found - letters] : 10;
}

/* decimal = decimal * base + digit; the digits stand from the last to the first. */
static void append(char *decimal, size_t *n, int base, int digit)
{
    int carry = digit;
    for (size_t i = 0; i < *n; i++) {
        int value = (decimal[i] - '0') * base + carry;
        decimal[i] = (char)('0' + value % 10);
        carry = value / 10;
    }
    for (; carry > 0; carry /= 10)
        decimal[(*n)++] = (char)('0' + carry % 10);
}

static char *convert(void *ctx, const char *digits, size_t length, int base)
{
    size_t n = 0;
    char *decimal = mem_printf(ctx, "%*s", (int)(2 * length + 1), "");
    for (size_t i = 0; i < length; i++)
        if (digits[i] != '_')
            append(decimal, &n, base, digit_value(digits[i]));
    if (n == 0)
        decimal[n++] = '0';
    decimal[n] = '\0';
    for (size_t i = 0; i < n / 2; i++) {
        char c = decimal[i];
        decimal[i] = decimal[n - 1 - i];
        decimal[n - 1 - i] = c;
    }
    return decimal;
}

/* 1_000.000_1e1_0 without its underscores. */
static char *without_underscores(void *ctx, const char *text, size_t *at)
{
    size_t end = skip_digits(text, *at, 10, true);
    if (text[end] == '.')
        end = skip_digits(text, end + 1, 10, true);
    size_t exponent = end + 1 + (text[end] && (text[end + 1] == '+' || text[end + 1] == '-'));
    if ((text[end] == 'e' || text[end] == 'E') && isdigit((unsigned char)text[exponent]))
        end = skip_digits(text, exponent, 10, true);
    if (!memchr(text + *at, '_', end - *at))
        return NULL;
    char *plain = mem_strndup(ctx, text + *at, end - *at), *out = plain;
    for (const char *c = plain; *c; c++)
        if (*c != '_')
            *out++ = *c;
    *out = '\0';
    *at = end;
    return plain;
}

char *number_as_decimal(void *ctx, const char *text, size_t *at)
{
    int base = base_of(text + *at);
    if (base == 10)
        return without_underscores(ctx, text, at);
    size_t digits = *at + 2, end = skip_digits(text, digits, base, false);
    if (end == digits)
        return NULL;
    *at = end;
    return convert(ctx, text + digits, end - digits, base);
}
