/* Floating-point numbers in the spelling of PostgreSQL 12 and later. */
#ifndef SQL_POSTGRES_FLOAT_H
#define SQL_POSTGRES_FLOAT_H

#include <stdbool.h>

enum { FLOAT_TEXT_SIZE = 40 };

/*
 * Rewrites a float8 or float4 as the server prints it since version 12: the
 * fewest digits that read back as the same number, with an exponent below
 * 1e-4 and from 1e15 (float4: 1e6) on. False when `text` is not a finite number.
 */
bool float8_text(const char *text, char out[FLOAT_TEXT_SIZE]);
bool float4_text(const char *text, char out[FLOAT_TEXT_SIZE]);

#endif
