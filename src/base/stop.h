/*
 * The wish to stop: set once, by a signal or by a failure elsewhere, seen by
 * every thread. Whoever waits on a file descriptor adds stop_fd to its poll
 * (readable from then on, for ever); whoever computes asks stop_requested.
 */
#ifndef BASE_STOP_H
#define BASE_STOP_H

#include <stdbool.h>

struct stop;

/* Belongs to ctx; NULL when the system has no descriptor left. */
struct stop *stop_new(void *ctx);
void stop_request(struct stop *s);
bool stop_requested(const struct stop *s);
int stop_fd(const struct stop *s);

#endif
