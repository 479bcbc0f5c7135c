#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/exit_status.h"
#include "base/mem.h"
#include "base/process.h"
#include "worker/worker.h"

/* How much of it passes between looks. */
enum { WATCH_US = 200 * 1000 };

/* The tool is gone, and so is the reason to be here. */
static _Noreturn void leave(void)
{
    _exit(EXIT_STATUS_DONE);
}

/* What has come and was not read yet: most requests come with one call. */
static char buffer[16 << 10];
static size_t buffer_at, buffer_end;

static void receive_bytes(int tool, char *bytes, size_t size)
{
    while (size > 0) {
        size_t n = buffer_end - buffer_at < size ? buffer_end - buffer_at : size;
        if (n > 0) {
            memcpy(bytes, buffer + buffer_at, n);
            buffer_at += n;
        } else {
            bool small = size < sizeof buffer;
            ssize_t got = read(tool, small ? buffer : bytes, small ? sizeof buffer : size);
            if (got == 0 || (got < 0 && errno != EINTR))
                leave();
            buffer_at = 0;
            buffer_end = small && got > 0 ? (size_t)got : 0;
            n = small || got < 0 ? 0 : (size_t)got;
        }
        bytes += n;
        size -= n;
    }
}

/* SIGPROF comes with each piece of processor time, in whatever function of the library. */
static void look_after_tool(int signal)
{
    struct pollfd fd = {PROCESS_CHANNEL, POLLRDHUP, 0};
    (void)signal;
    if (poll(&fd, 1, 0) > 0 && (fd.revents & (POLLRDHUP | POLLHUP)))
        leave();
}

void link_watch(void)
{
    const struct itimerval each = {.it_interval = {.tv_usec = WATCH_US}, .it_value = {.tv_usec = WATCH_US}};
    const struct sigaction action = {.sa_handler = look_after_tool, .sa_flags = SA_RESTART};
    sigaction(SIGPROF, &action, NULL);
    setitimer(ITIMER_PROF, &each, NULL);
}

/* What is behind the head of a frame. The tool sends no frame that is too large. */
static char *receive_rest(int tool, uint32_t size, void *ctx)
{
    if (size > LARGEST_FRAME)
        leave();
    char *frame = mem_array(ctx, char, (size_t)size + 1);
    receive_bytes(tool, frame, size);
    return frame;
}

char *link_receive(int tool, void *ctx, size_t *size)
{
    uint32_t n;
    receive_bytes(tool, (char *)&n, sizeof n);
    *size = n;
    return receive_rest(tool, n, ctx);
}

static void take_descriptors(struct msghdr *m, int *descriptors, size_t n)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS && c->cmsg_len <= CMSG_LEN(n * sizeof(int)))
            memcpy(descriptors, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
}

char *link_receive_first(int tool, void *ctx, size_t *size, int *descriptors, size_t n)
{
    uint32_t head = 0;
    struct iovec part = {&head, sizeof head};
    union {
        char bytes[CMSG_SPACE(GIVEN_KINDS * sizeof(int))];
        struct cmsghdr aligned;
    } control;
    struct msghdr m = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    for (size_t i = 0; i < n; i++)
        descriptors[i] = -1;
    if (recvmsg(tool, &m, MSG_CMSG_CLOEXEC | MSG_WAITALL) != (ssize_t)sizeof head)
        leave();
    take_descriptors(&m, descriptors, n);
    *size = head;
    return receive_rest(tool, head, ctx);
}

struct writer *reply_begin(struct session *session, enum reply reply)
{
    /* What was begun and not ended is given up. */
    session->reply.size = session->frame;
    write_u32(&session->reply, 0);
    write_u8(&session->reply, (uint8_t)reply);
    return &session->reply;
}

void reply_end(struct session *session)
{
    size_t size = session->reply.size - session->frame - PROTOCOL_FRAME_HEAD;
    rewrite_u32(&session->reply, session->frame, (uint32_t)size);
    session->frame = session->reply.size;
}

void reply_flush(struct session *session)
{
    const char *at = session->reply.bytes;
    for (size_t left = session->frame; left > 0;) {
        ssize_t n = write(session->tool, at, left);
        if (n < 0 && errno != EINTR)
            leave();
        if (n > 0) {
            at += n;
            left -= (size_t)n;
        }
    }
    session->frame = 0;
    writer_reset(&session->reply);
}
