#include "base/checksum.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"

char *checksum_hex(void *ctx, const char *algorithm, const void *bytes, size_t size)
{
    uint8_t hash[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    const EVP_MD *method = EVP_get_digestbyname(algorithm);
    if (!method || EVP_Digest(bytes, size, hash, &n, method, NULL) != 1)
        mem_exhausted();
    char *hex = mem_array(ctx, char, 2 * (size_t)n + 1);
    hex_of(hash, n, hex);
    return hex;
}

uint32_t checksum_crc32(uint32_t crc, const void *bytes, size_t size)
{
    static const uint32_t polynomial = 0xedb88320;
    const uint8_t *b = bytes;
    crc = ~crc;
    for (size_t i = 0; i < size; i++) {
        crc ^= b[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ polynomial : crc >> 1;
    }
    return ~crc;
}

static uint64_t rotated(uint64_t x, int n)
{
    return x << n | x >> (64 - n);
}

static void mix(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotated(v[1], 13) ^ v[0];
    v[3] = rotated(v[3], 16) ^ v[2];
    v[0] = rotated(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotated(v[1], 17) ^ v[2];
    v[3] = rotated(v[3], 21) ^ v[0];
    v[2] = rotated(v[2], 32);
}

/* Up to eight bytes, the first the least. */
static uint64_t word(const uint8_t *bytes, size_t n)
{
    uint64_t w = 0;
    for (size_t i = 0; i < n; i++)
        w |= (uint64_t)bytes[i] << 8 * i;
    return w;
}

static void take(uint64_t v[4], uint64_t w)
{
    v[3] ^= w;
    mix(v);
    v[0] ^= w;
}

uint64_t checksum_siphash13(const void *bytes, size_t size)
{
    /* "somepseudorandomlygeneratedbytes" */
    uint64_t v[4] = {0x736f6d6570736575, 0x646f72616e646f6d, 0x6c7967656e657261, 0x7465646279746573};
    const uint8_t *b = bytes;
    size_t rest = size % 8;
    for (size_t i = 0; i + 8 <= size; i += 8)
        take(v, word(b + i, 8));
    take(v, word(b + size - rest, rest) | (uint64_t)size << 56);
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        mix(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
