#include "cli/cancellable.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/console.h"
#include "base/exit_status.h"
#include "base/monotonic.h"

/* A run that is asked to stop cleans up first, which may wait for servers; longer than that it does not listen. */
enum { TICK_MS = 100, PAUSE_MS = 1, STOPPING_S = 30 };

/* Of the calling thread alone. */
static long run_ends_at; /* 0: never */
static struct run_end end;

struct watched {
    void (*job)(void *arg);
    void *arg;
    int done_fd;      /* written to at the end, so that it is known at once */
    atomic_bool done; /* and where that failed, at the next look */
};

static void *run_job(void *arg)
{
    struct watched *w = arg;
    w->job(w->arg);
    atomic_store(&w->done, true);
    uint64_t one = 1;
    while (write(w->done_fd, &one, sizeof one) < 0 && errno == EINTR)
        ;
    return NULL;
}

static void cancel_on_signal(int signal_fd, bool readable, struct cancellation *stop)
{
    struct signalfd_siginfo info;
    if (readable && read(signal_fd, &info, sizeof info) > 0) {
        end.signal = (int)info.ssi_signo;
        cancellation_request(stop);
    }
    if (run_ends_at && !end.is_late && monotonic_ms() >= run_ends_at) {
        end.is_late = true;
        cancellation_request(stop);
    }
}

/* Where the kernel has no room for what poll needs, a moment. */
static void pause_instead(void)
{
    nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000L}, NULL);
}

/*
 * The job hangs where nothing can be cancelled: in a library, on a file system that does not answer. As after a SIGKILL
 * its servers and helpers end with the process, and the next run removes its directory.
 */
static _Noreturn void abandon(void)
{
    console_print(stderr, "fullschema: it did not stop within %d s, and is ended as it is\n", STOPPING_S);
    fflush(stderr);
    if (end.signal)
        end_by_signal(end.signal);
    _exit(EXIT_STATUS_TROUBLE);
}

static void wait_for_job(const struct watched *w, int signal_fd, struct cancellation *stop, void (*tick)(void *),
                         void *tick_arg)
{
    struct pollfd fds[] = {{w->done_fd, POLLIN, 0}, {signal_fd, POLLIN, 0}};
    long asked_ms = 0;
    while (!atomic_load(&w->done)) {
        int n = poll(fds, 2, TICK_MS);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            pause_instead();
        cancel_on_signal(signal_fd, n < 0 || fds[1].revents & POLLIN, stop);
        if (!asked_ms && (end.signal || end.is_late))
            asked_ms = monotonic_ms();
        if (asked_ms && monotonic_ms() - asked_ms > STOPPING_S * 1000L)
            abandon();
        if (n == 0)
            tick(tick_arg);
    }
}

/*
 * What ends a run. Not what was ignored when it began, as nohup and shells do for work in the background: the
 * descriptor would see that, too.
 */
static void add_signals(sigset_t *signals)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    sigemptyset(signals);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction now;
        if (sigaction(numbers[i], NULL, &now) != 0 || now.sa_handler != SIG_IGN)
            sigaddset(signals, numbers[i]);
    }
}

bool run_cancellable(struct cancellation *stop, void (*job)(void *arg), void *arg, void (*tick)(void *tick_arg),
                     void *tick_arg)
{
    sigset_t signals, before;
    add_signals(&signals);
    /* Threads inherit the mask, so that only the descriptor sees the signals. */
    pthread_sigmask(SIG_BLOCK, &signals, &before);
    int signal_fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    int done_fd = eventfd(0, EFD_CLOEXEC);
    struct watched watched = {.job = job, .arg = arg, .done_fd = done_fd};
    pthread_t thread;
    bool ok = signal_fd >= 0 && done_fd >= 0;
    if (ok) {
        errno = pthread_create(&thread, NULL, run_job, &watched);
        ok = errno == 0;
    }
    if (ok) {
        wait_for_job(&watched, signal_fd, stop, tick, tick_arg);
        pthread_join(thread, NULL);
    }
    int error = errno;
    if (signal_fd >= 0)
        close(signal_fd);
    if (done_fd >= 0)
        close(done_fd);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return ok;
}

void limit_run(int ms)
{
    run_ends_at = ms > 0 ? monotonic_ms() + ms : 0;
}

void end_by_signal(int number)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, number);
    signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    raise(number);
}

struct run_end run_end(void)
{
    return end;
}

void no_tick(void *unused)
{
    (void)unused;
}
