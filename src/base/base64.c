#include "base/base64.h"

#include <limits.h>
#include <string.h>

#include <openssl/evp.h>

#include "base/mem.h"

char *base64_encode(void *ctx, const char *bytes, size_t size)
{
    char *text = mem_array(ctx, char, (size + 2) / 3 * 4 + 1);
    /* The library counts in int: pieces without padding, then the rest. */
    const size_t most = 3 << 20;
    for (size_t done = 0; done < size; done += most)
        EVP_EncodeBlock((unsigned char *)text + done / 3 * 4, (const unsigned char *)bytes + done,
                        (int)(size - done < most ? size - done : most));
    return text;
}

/* The library passes over blanks at both ends and takes padding anywhere. */
static bool is_base64(const char *text, size_t length, size_t padding)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return length % 4 == 0 && length <= INT_MAX && strspn(text, digits) == length - padding;
}

char *base64_decode(void *ctx, const char *text, size_t *size)
{
    size_t length = strlen(text);
    size_t padding = length > 1 && text[length - 1] == '=' ? 1 + (text[length - 2] == '=') : 0;
    if (!is_base64(text, length, padding))
        return NULL;
    char *bytes = mem_array(ctx, char, length / 4 * 3 + 1);
    EVP_DecodeBlock((unsigned char *)bytes, (const unsigned char *)text, (int)length);
    *size = length / 4 * 3 - padding;
    bytes[*size] = '\0';
    return bytes;
}
