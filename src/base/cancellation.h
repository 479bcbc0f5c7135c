/*
 * Cancellation: set once, by a signal or by a failure elsewhere, seen by
 * every thread. Whoever waits on a file descriptor adds cancellation_fd to its poll
 * (readable from then on, for ever); whoever computes asks cancellation_requested.
 */
#ifndef BASE_CANCELLATION_H
#define BASE_CANCELLATION_H

#include <stdbool.h>

struct cancellation;

/* Belongs to ctx; NULL when the system has no descriptor left. */
struct cancellation *cancellation_new(void *ctx);
void cancellation_request(struct cancellation *s);
bool cancellation_requested(const struct cancellation *s);
int cancellation_fd(const struct cancellation *s);

#endif
