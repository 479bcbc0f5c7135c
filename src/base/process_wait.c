/* Waiting for the end of a process by the kernel's word for it, not by looking again and again. */
#include <errno.h>
#include <poll.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/monotonic.h"
#include "base/process.h"

/* Between two looks where the kernel has no word for it; and between two at the time, as in base/wait.h. */
enum { LOOK_MS = 2, SLICE_MS = 1000 };

int process_watch(pid_t pid)
{
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, pid, 0U); /* closed on exec */
#else
    (void)pid;
    return -1;
#endif
}

static int slice(long left_ms, bool has_event)
{
    long longest = has_event ? SLICE_MS : LOOK_MS;
    return (int)(left_ms >= 0 && left_ms < longest ? left_ms : longest);
}

/* Where the kernel has no room for what poll needs: a moment, after which all that is waited for may have come. */
static int pause_for_all(struct pollfd fds[3], const struct cancellation *stop)
{
    nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
    fds[1].revents = fds[1].fd >= 0 ? POLLIN : 0;
    fds[2].revents = stop && cancellation_requested(stop) ? POLLIN : 0;
    return 1;
}

static enum process_event wait_on(struct process *process, int end, int fd, const struct cancellation *stop,
                                  long *left_ms, int *status)
{
    for (;;) {
        struct pollfd fds[] = {{end, POLLIN, 0}, {fd, POLLIN, 0}, {stop ? cancellation_fd(stop) : -1, POLLIN, 0}};
        int ms = slice(*left_ms, end >= 0);
        long before = monotonic_ms();
        int n = poll(fds, 3, ms);
        if (n < 0 && errno != EINTR)
            n = pause_for_all(fds, stop);
        long passed = monotonic_ms() - before;
        if (*left_ms >= 0)
            *left_ms -= passed < ms ? passed : ms;
        if (process_ended(process, status))
            return PROCESS_ENDED;
        if (n > 0 && fds[2].revents)
            return PROCESS_STOPPED;
        if (n > 0 && fds[1].revents)
            return PROCESS_READY;
        if (*left_ms == 0)
            return PROCESS_TIME;
    }
}

enum process_event process_wait(struct process *process, int fd, const struct cancellation *stop, long *left_ms,
                                int *status)
{
    if (process_ended(process, status))
        return PROCESS_ENDED;
    int end = process_watch(process->pid);
    enum process_event event = wait_on(process, end, fd, stop, left_ms, status);
    if (end >= 0)
        close(end);
    return event;
}
