/* A clock for measuring how long something takes and when it has to end. */
#ifndef BASE_MONOTONIC_H
#define BASE_MONOTONIC_H

/* Milliseconds since some time in the past; nobody can set this clock. May be called between fork and exec. */
long monotonic_ms(void);

/* The same in microseconds. */
long long monotonic_us(void);

#endif
