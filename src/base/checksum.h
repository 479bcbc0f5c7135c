/*
 * Checksums that other programs have made of files, made again to be compared.
 * For keys of our own there is base/digest.h.
 */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* A hash of libcrypto by its name ("md5", "sha384"), in hexadecimal digits. Belongs to ctx. */
char *checksum_hex(void *ctx, const char *algorithm, const void *bytes, size_t size);

/* CRC-32 as zlib has it, of `bytes` behind those that made `crc`; 0 at the beginning. */
uint32_t checksum_crc32(uint32_t crc, const void *bytes, size_t size);

/* SipHash-1-3 with a key of zeros. */
uint64_t checksum_siphash13(const void *bytes, size_t size);

#endif
