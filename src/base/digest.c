#include "base/digest.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/mem.h"

/* The library fails where it has no memory, and nowhere else: the algorithm is built in. */
static void hold(int done)
{
    if (done != 1)
        mem_exhausted();
}

void digest_begin(struct digest *d)
{
    EVP_MD_CTX *state = EVP_MD_CTX_new();
    hold(state != NULL);
    hold(EVP_DigestInit_ex(state, EVP_sha256(), NULL));
    d->state = state;
}

void digest_bytes(struct digest *d, const void *bytes, size_t size)
{
    hold(EVP_DigestUpdate(d->state, bytes, size));
}

void digest_number(struct digest *d, int64_t number)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
    digest_bytes(d, bytes, sizeof bytes);
}

void digest_field(struct digest *d, const char *text)
{
    digest_number(d, text ? (int64_t)strlen(text) : -1);
    if (text)
        digest_bytes(d, text, strlen(text));
}

void digest_end(struct digest *d, uint8_t out[DIGEST_SIZE])
{
    hold(EVP_DigestFinal_ex(d->state, out, NULL));
    EVP_MD_CTX_free(d->state);
    d->state = NULL;
}

void digest_of(const void *bytes, size_t size, uint8_t out[DIGEST_SIZE])
{
    struct digest d;
    digest_begin(&d);
    digest_bytes(&d, bytes, size);
    digest_end(&d, out);
}

void hex_of(const uint8_t *bytes, size_t n, char *hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[2 * n] = '\0';
}

void digest_hex(const uint8_t digest[DIGEST_SIZE], char hex[DIGEST_HEX + 1])
{
    hex_of(digest, DIGEST_SIZE, hex);
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_from_hex(const char *hex, uint8_t digest[DIGEST_SIZE])
{
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        int high = digit(hex[2 * i]), low = high < 0 ? -1 : digit(hex[2 * i + 1]);
        if (low < 0)
            return false;
        digest[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
