#include "base/wait.h"

#include <errno.h>
#include <poll.h>

#include "base/monotonic.h"

enum { SLICE_MS = 1000 };

enum waited wait_ready(int fd, short events, const struct cancellation *stop, long *left_ms)
{
    for (;;) {
        int slice = *left_ms < 0 ? -1 : (int)(*left_ms < SLICE_MS ? *left_ms : SLICE_MS);
        struct pollfd fds[] = {{fd, events, 0}, {stop ? cancellation_fd(stop) : -1, POLLIN, 0}};
        long before = monotonic_ms();
        int n = poll(fds, 2, slice);
        if (slice >= 0) {
            long passed = monotonic_ms() - before;
            *left_ms -= passed < slice ? passed : slice;
        }
        if (n > 0)
            return fds[1].revents ? WAITED_STOPPED : WAITED_READY;
        if (n < 0 && errno != EINTR)
            return WAITED_FAILED;
        if (*left_ms == 0)
            return WAITED_TIME;
    }
}
