/* Running independent tasks side by side. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/*
 * Calls task(ctx, i) for every i below n, on up to `width` threads of which
 * the caller is one, and returns when all are done. Tasks start in order of i.
 */
void parallel_for(size_t n, size_t width, void (*task)(void *ctx, size_t i), void *ctx);

/* How many tasks that compute are worth starting at once: a thread a core, and two at least. */
size_t parallel_width(void);

#endif
