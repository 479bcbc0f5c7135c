/* Numbers of migrations as they are written: 007, 1.2, 20240131120000, 2024-01-31-120000, 1706702400. */
#ifndef SCHEMA_NEXT_NUMBER_H
#define SCHEMA_NEXT_NUMBER_H

#include <time.h>

/*
 * The number after that one, in its form and at least as wide: of a time `now` in UTC, or one more than that where now
 * is not later; else one more. Seconds since 1970 have 10 digits, milliseconds 13. Belongs to ctx.
 */
char *migration_next_number(void *ctx, const char *number, time_t now);

#endif
