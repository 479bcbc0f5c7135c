#include "base/base64.h"

#include <string.h>

#include "base/mem.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
enum { PAD = 64 };

char *base64_encode(void *ctx, const char *bytes, size_t size)
{
    const unsigned char *in = (const unsigned char *)bytes;
    char *text = mem_array(ctx, char, (size + 2) / 3 * 4 + 1);
    char *out = text;
    for (size_t i = 0; i < size; i += 3) {
        unsigned long group = (unsigned long)in[i] << 16;
        group |= i + 1 < size ? (unsigned long)in[i + 1] << 8 : 0;
        group |= i + 2 < size ? in[i + 2] : 0;
        *out++ = digits[group >> 18];
        *out++ = digits[group >> 12 & 63];
        *out++ = digits[i + 1 < size ? group >> 6 & 63 : PAD];
        *out++ = digits[i + 2 < size ? group & 63 : PAD];
    }
    return text;
}

char *base64_decode(void *ctx, const char *text, size_t *size)
{
    size_t length = strlen(text);
    char *bytes = mem_array(ctx, char, length / 4 * 3 + 1);
    bool ok = length % 4 == 0;
    size_t padding = ok && length && text[length - 1] == '=' ? 1 + (text[length - 2] == '=') : 0;
    size_t n = 0;
    for (size_t i = 0; ok && i < length; i += 4) {
        unsigned long group = 0;
        for (size_t k = i; k < i + 4; k++) {
            const char *digit = k < length - padding ? strchr(digits, text[k]) : digits;
            ok = ok && digit && digit < digits + PAD;
            group = group << 6 | (digit ? (unsigned long)(digit - digits) : 0);
        }
        bytes[n++] = (char)(group >> 16);
        bytes[n++] = (char)(group >> 8);
        bytes[n++] = (char)group;
    }
    if (ok) {
        *size = n - padding;
        bytes[*size] = '\0';
        return bytes;
    }
    mem_free(bytes);
    return NULL;
}
