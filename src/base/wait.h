/* Waiting for another process to say something, or to take what is said to it. */
#ifndef BASE_WAIT_H
#define BASE_WAIT_H

#include "base/cancellation.h"

enum waited {
    WAITED_READY,   /* the descriptor is ready, or its other end is closed */
    WAITED_STOPPED, /* a cancellation */
    WAITED_TIME,    /* *left_ms is used up */
    WAITED_FAILED   /* errno tells */
};

/*
 * Waits until `events` (of poll) are there. What waiting took is taken off
 * *left_ms, the time the other side may still need; -1: any time. Only time
 * spent waiting counts, looked at every second at least: while this process
 * cannot run itself (the machine sleeps, or is busy with others) no more than
 * that second passes for the other side. `stop` may be NULL.
 */
enum waited wait_ready(int fd, short events, const struct cancellation *stop, long *left_ms);

#endif
