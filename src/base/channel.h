/*
 * Bytes to and from another process over a stream socket. Nothing is waited
 * for without looking at a cancellation and at the time the other side has.
 */
#ifndef BASE_CHANNEL_H
#define BASE_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cancellation.h"

enum { CHANNEL_BUFFER = 16 << 10 };

struct channel {
    int fd; /* -1: closed */
    const struct cancellation *stop;
    long left_ms;    /* what the other side may still take, -1: any time */
    size_t at, have; /* what has come and was not read yet: buffer[at..have] */
    char buffer[CHANNEL_BUFFER];
};

/* Begins with a socket. */
void channel_open(struct channel *channel, int fd, const struct cancellation *stop);

enum channel_end {
    CHANNEL_DONE,
    CHANNEL_STOPPED,   /* a cancellation */
    CHANNEL_TIMED_OUT, /* left_ms has passed */
    CHANNEL_CLOSED,    /* the other side is gone */
    CHANNEL_TOO_LARGE, /* a frame larger than the limit was announced */
    CHANNEL_RUBBISH    /* what came is not of the protocol */
};

enum channel_end channel_write(struct channel *channel, const void *bytes, size_t size);
enum channel_end channel_read(struct channel *channel, void *bytes, size_t size);

/*
 * Reads `size` bytes that were announced, which is believed only as they
 * come: memory grows with them. *bytes belongs to ctx, also where this fails,
 * and has a NUL behind it.
 */
enum channel_end channel_read_announced(struct channel *channel, size_t size, void *ctx, char **bytes);

/* True when something has come that nobody waits for. */
bool channel_pending(const struct channel *channel);

#endif
