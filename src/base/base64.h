/* Base64 (RFC 4648, with padding): bytes within JSON. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* Belongs to ctx. */
char *base64_encode(void *ctx, const char *bytes, size_t size);

/* The bytes, with a NUL behind them, belong to ctx. NULL where the text is not base64. */
char *base64_decode(void *ctx, const char *text, size_t *size);

#endif
