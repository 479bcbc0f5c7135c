#include "base/cancellation.h"

#include <stdatomic.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/mem.h"

struct cancellation {
    atomic_bool requested;
    int fd;
};

static int cancellation_destroy(struct cancellation *s)
{
    close(s->fd);
    return 0;
}

struct cancellation *cancellation_new(void *ctx)
{
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0)
        return NULL;
    struct cancellation *s = mem_new(ctx, struct cancellation);
    s->fd = fd;
    talloc_set_destructor(s, cancellation_destroy);
    return s;
}

void cancellation_request(struct cancellation *s)
{
    if (atomic_exchange(&s->requested, true))
        return;
    uint64_t one = 1;
    /* Nothing is ever read from it, so it stays readable; a full counter is readable too. */
    ssize_t ignored = write(s->fd, &one, sizeof one);
    (void)ignored;
}

bool cancellation_requested(const struct cancellation *s)
{
    return atomic_load(&s->requested);
}

int cancellation_fd(const struct cancellation *s)
{
    return s->fd;
}
