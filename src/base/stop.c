#include "base/stop.h"

#include <stdatomic.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/mem.h"

struct stop {
    atomic_bool requested;
    int fd;
};

static int stop_destroy(struct stop *s)
{
    close(s->fd);
    return 0;
}

struct stop *stop_new(void *ctx)
{
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0)
        return NULL;
    struct stop *s = mem_new(ctx, struct stop);
    s->fd = fd;
    talloc_set_destructor(s, stop_destroy);
    return s;
}

void stop_request(struct stop *s)
{
    if (atomic_exchange(&s->requested, true))
        return;
    uint64_t one = 1;
    /* Nothing is ever read from it, so it stays readable; a full counter is readable too. */
    ssize_t ignored = write(s->fd, &one, sizeof one);
    (void)ignored;
}

bool stop_requested(const struct stop *s)
{
    return atomic_load(&s->requested);
}

int stop_fd(const struct stop *s)
{
    return s->fd;
}
