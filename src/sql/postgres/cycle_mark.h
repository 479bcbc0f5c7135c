/*
 * The marks of CYCLE. The server prints `TO 'Y'::text DEFAULT 'N'::text`, which no server reads: a mark is a constant
 * there, not an expression.
 */
#ifndef SQL_POSTGRES_CYCLE_MARK_H
#define SQL_POSTGRES_CYCLE_MARK_H

/* The text with constants for the casts: `TO 'Y' DEFAULT 'N'`, `TO date '2020-01-01' ...`. Belongs to ctx. */
const char *with_constant_marks(void *ctx, const char *text);

#endif
