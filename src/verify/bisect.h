/* Finding where something turns bad, by halves. */
#ifndef VERIFY_BISECT_H
#define VERIFY_BISECT_H

#include <stdbool.h>
#include <stddef.h>

enum probe { PROBE_GOOD, PROBE_BAD, PROBE_TROUBLE };

/*
 * `good` is known to be good and `bad`, above it, to be bad. *first gets a
 * place that is bad while the one before is good. False when a probe could
 * not tell.
 */
bool verify_bisect(size_t good, size_t bad, enum probe (*probe)(void *data, size_t place), void *data, size_t *first);

#endif
