#include "sql/postgres/float.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints significant digits and a decimal exponent the way the server does: 0.0001, 1e-05, 1.5e+300. */
static void layout(const char *scientific, int fixed_below, char out[FLOAT_TEXT_SIZE])
{
    char digits[FLOAT_TEXT_SIZE] = "0";
    int n = 0;
    const char *c = scientific + (scientific[0] == '-');
    for (; *c && *c != 'e'; c++)
        if (*c != '.')
            digits[n++] = *c;
    while (n > 1 && digits[n - 1] == '0')
        n--;
    int exponent = *c ? atoi(c + 1) : 0;
    const char *sign = scientific[0] == '-' ? "-" : "";
    if (exponent < -4 || exponent >= fixed_below)
        snprintf(out, FLOAT_TEXT_SIZE, "%s%c%s%.*se%+03d", sign, digits[0], n > 1 ? "." : "", n - 1, digits + 1,
                 exponent);
    else if (exponent < 0)
        snprintf(out, FLOAT_TEXT_SIZE, "%s0.%.*s%.*s", sign, -exponent - 1, "000", n, digits);
    else if (n <= exponent + 1)
        snprintf(out, FLOAT_TEXT_SIZE, "%s%.*s%.*s", sign, n, digits, exponent + 1 - n, "000000000000000");
    else
        snprintf(out, FLOAT_TEXT_SIZE, "%s%.*s.%.*s", sign, exponent + 1, digits, n - exponent - 1,
                 digits + exponent + 1);
}

static bool is_number(const char *text)
{
    return text[0] && text[strspn(text, "-+.0123456789eE")] == '\0' && strpbrk(text, "0123456789");
}

bool float8_text(const char *text, char out[FLOAT_TEXT_SIZE])
{
    char *end;
    double value = strtod(text, &end);
    if (!is_number(text) || *end || !isfinite(value))
        return false;
    char shortest[FLOAT_TEXT_SIZE];
    for (int precision = 0; precision <= 16; precision++) {
        snprintf(shortest, sizeof(shortest), "%.*e", precision, value);
        if (strtod(shortest, NULL) == value)
            break;
    }
    layout(shortest, 15, out);
    return true;
}

bool float4_text(const char *text, char out[FLOAT_TEXT_SIZE])
{
    char *end;
    float value = strtof(text, &end);
    if (!is_number(text) || *end || !isfinite(value))
        return false;
    char shortest[FLOAT_TEXT_SIZE];
    for (int precision = 0; precision <= 8; precision++) {
        snprintf(shortest, sizeof(shortest), "%.*e", precision, (double)value);
        if (strtof(shortest, NULL) == value)
            break;
    }
    layout(shortest, 6, out);
    return true;
}
