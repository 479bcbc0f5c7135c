#include "base/wait.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

enum { SLICE_MS = 1000 };

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

enum waited wait_ready(int fd, short events, const struct stop *stop, long *left_ms)
{
    for (;;) {
        int slice = *left_ms < 0 ? -1 : (int)(*left_ms < SLICE_MS ? *left_ms : SLICE_MS);
        struct pollfd fds[] = {{fd, events, 0}, {stop ? stop_fd(stop) : -1, POLLIN, 0}};
        long long before = now_ms();
        int n = poll(fds, 2, slice);
        if (slice >= 0) {
            long long passed = now_ms() - before;
            *left_ms -= (long)(passed < slice ? passed : slice);
        }
        if (n > 0)
            return fds[1].revents ? WAITED_STOPPED : WAITED_READY;
        if (n < 0 && errno != EINTR)
            return WAITED_FAILED;
        if (*left_ms == 0)
            return WAITED_TIME;
    }
}
