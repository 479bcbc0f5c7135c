#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "apply/program_private.h"
#include "base/mem.h"
#include "base/wait.h"

/* The largest frame from the helper, and by how much a buffer grows while it comes. */
enum { LARGEST_FRAME = 64 << 20, FIRST_PIECE = 64 << 10 };

/* Waits for `events`; the time it takes is the helper's. */
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

static enum channel_end send_bytes(struct channel *c, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = send(c->fd, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && !would_block())
            return CHANNEL_CLOSED;
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
            continue;
        }
        enum channel_end end = wait_for(c, POLLOUT);
        if (end != CHANNEL_DONE)
            return end;
    }
    return CHANNEL_DONE;
}

static enum channel_end receive_bytes(struct channel *c, char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = recv(c->fd, bytes, size, MSG_DONTWAIT);
        if (n == 0 || (n < 0 && !would_block()))
            return CHANNEL_CLOSED;
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
            continue;
        }
        enum channel_end end = wait_for(c, POLLIN);
        if (end != CHANNEL_DONE)
            return end;
    }
    return CHANNEL_DONE;
}

enum channel_end channel_send(struct channel *c, const json_t *message)
{
    char *text = json_dumps(message, JSON_COMPACT);
    if (!text)
        return CHANNEL_TOO_LARGE;
    size_t size = strlen(text);
    unsigned char head[4] = {(unsigned char)(size >> 24), (unsigned char)(size >> 16), (unsigned char)(size >> 8),
                             (unsigned char)size};
    enum channel_end end = size > UINT32_MAX ? CHANNEL_TOO_LARGE : send_bytes(c, (const char *)head, sizeof head);
    if (end == CHANNEL_DONE)
        end = send_bytes(c, text, size);
    free(text);
    return end;
}

/* What was announced is believed only as it comes. */
static enum channel_end receive_frame(struct channel *c, size_t size, char **frame)
{
    size_t have = 0;
    for (size_t room = FIRST_PIECE; have < size; room *= 2) {
        size_t want = room < size ? room : size;
        *frame = talloc_realloc(NULL, *frame, char, want);
        if (!*frame)
            return CHANNEL_TOO_LARGE;
        enum channel_end end = receive_bytes(c, *frame + have, want - have);
        if (end != CHANNEL_DONE)
            return end;
        have = want;
    }
    return CHANNEL_DONE;
}

enum channel_end channel_receive(struct channel *c, json_t **message)
{
    unsigned char head[4];
    char *frame = NULL;
    enum channel_end end = receive_bytes(c, (char *)head, sizeof head);
    if (end != CHANNEL_DONE)
        return end;
    size_t size = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
    if (size > LARGEST_FRAME)
        return CHANNEL_TOO_LARGE;
    end = receive_frame(c, size, &frame);
    if (end == CHANNEL_DONE) {
        *message = json_loadb(frame ? frame : "", size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(*message)) {
            json_decref(*message);
            *message = NULL;
            end = CHANNEL_RUBBISH;
        }
    }
    mem_free(frame);
    return end;
}

bool channel_pending(const struct channel *c)
{
    struct pollfd fd = {c->fd, POLLIN, 0};
    return poll(&fd, 1, 0) > 0 && (fd.revents & POLLIN);
}
