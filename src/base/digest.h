/*
 * SHA-256: what a file holds, or what something was made from, as 32 bytes
 * that nobody can make two of. A key of several parts is made with
 * digest_field, which keeps "ab" + "c" apart from "a" + "bc".
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX = 2 * DIGEST_SIZE };

struct digest {
    void *state; /* of the library, until digest_end */
};

void digest_begin(struct digest *d);
void digest_bytes(struct digest *d, const void *bytes, size_t size);

/* A part of a key, with its length before it. NULL is a part, too, and not the same as "". */
void digest_field(struct digest *d, const char *text);
void digest_number(struct digest *d, int64_t number);

void digest_end(struct digest *d, uint8_t out[DIGEST_SIZE]);

/* Of bytes that are there at once. */
void digest_of(const void *bytes, size_t size, uint8_t out[DIGEST_SIZE]);

/* n bytes in hexadecimal digits, with a NUL behind them: `hex` holds 2 * n + 1. */
void hex_of(const uint8_t *bytes, size_t n, char *hex);

/* In hexadecimal digits, with a NUL behind them; and back. False where they are none. */
void digest_hex(const uint8_t digest[DIGEST_SIZE], char hex[DIGEST_HEX + 1]);
bool digest_from_hex(const char *hex, uint8_t digest[DIGEST_SIZE]);

#endif
