#include "base/channel.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "base/mem.h"
#include "base/wait.h"

/* By how much a buffer grows while what was announced comes. */
enum { FIRST_PIECE = 64 << 10 };

void channel_open(struct channel *c, int fd, const struct cancellation *stop)
{
    c->fd = fd;
    c->stop = stop;
    c->left_ms = -1;
    c->at = c->have = 0;
}

/* Waits for `events`; the time it takes is the other side's. */
static enum channel_end wait_for(struct channel *c, short events)
{
    switch (wait_ready(c->fd, events, c->stop, &c->left_ms)) {
    case WAITED_READY:
        return CHANNEL_DONE;
    case WAITED_STOPPED:
        return CHANNEL_STOPPED;
    case WAITED_TIME:
        return CHANNEL_TIMED_OUT;
    default:
        return CHANNEL_CLOSED;
    }
}

static bool would_block(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

enum channel_end channel_write(struct channel *c, const void *bytes, size_t size)
{
    for (const char *at = bytes; size > 0;) {
        ssize_t n = send(c->fd, at, size, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && !would_block())
            return CHANNEL_CLOSED;
        if (n > 0) {
            at += n;
            size -= (size_t)n;
            continue;
        }
        enum channel_end end = wait_for(c, POLLOUT);
        if (end != CHANNEL_DONE)
            return end;
    }
    return CHANNEL_DONE;
}

/* At least one byte, at most `size`. */
static enum channel_end receive(struct channel *c, char *bytes, size_t size, size_t *got)
{
    for (;;) {
        ssize_t n = recv(c->fd, bytes, size, MSG_DONTWAIT);
        if (n == 0 || (n < 0 && !would_block()))
            return CHANNEL_CLOSED;
        if (n > 0) {
            *got = (size_t)n;
            return CHANNEL_DONE;
        }
        enum channel_end end = wait_for(c, POLLIN);
        if (end != CHANNEL_DONE)
            return end;
    }
}

/* Little is taken out of the buffer, which one call fills; much goes where it belongs. */
enum channel_end channel_read(struct channel *c, void *bytes, size_t size)
{
    for (char *at = bytes; size > 0;) {
        size_t n = c->have - c->at < size ? c->have - c->at : size;
        if (n > 0) {
            memcpy(at, c->buffer + c->at, n);
            c->at += n;
        } else {
            bool small = size < CHANNEL_BUFFER;
            enum channel_end end = receive(c, small ? c->buffer : at, small ? CHANNEL_BUFFER : size, &n);
            if (end != CHANNEL_DONE)
                return end;
            if (small) {
                c->at = 0;
                c->have = n;
                continue;
            }
        }
        at += n;
        size -= n;
    }
    return CHANNEL_DONE;
}

enum channel_end channel_read_announced(struct channel *c, size_t size, void *ctx, char **bytes)
{
    size_t have = 0;
    for (size_t room = FIRST_PIECE;; room *= 2) {
        size_t want = room < size ? room : size;
        *bytes = talloc_realloc(ctx, *bytes, char, want + 1);
        if (!*bytes)
            return CHANNEL_TOO_LARGE;
        enum channel_end end = channel_read(c, *bytes + have, want - have);
        if (end != CHANNEL_DONE)
            return end;
        have = want;
        if (have == size)
            break;
    }
    (*bytes)[size] = '\0';
    return CHANNEL_DONE;
}

bool channel_pending(const struct channel *c)
{
    char next;
    return c->at < c->have || recv(c->fd, &next, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}
