#include "base/process_guard.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As the program has ended, so that nobody sees that there was a guard. */
static _Noreturn void end_as(int status)
{
    if (WIFSIGNALED(status)) {
        sigset_t all;
        sigfillset(&all);
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
        sigprocmask(SIG_UNBLOCK, &all, NULL);
    }
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 127);
}

/* Until nobody is left; the program itself is one of them, or has been. */
static void end_group(pid_t pid)
{
    kill(-pid, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
        kill(-pid, SIGKILL);
}

/* All of them at once, so that what they hold stays what it is while it is noted. */
static void stop_group(pid_t pid)
{
    enum { LOOKS = 50 };
    const struct timespec moment = {.tv_nsec = 2000000};
    siginfo_t stopped;
    if (kill(-pid, SIGSTOP) != 0)
        return;
    /* One that is told of has stopped, and the others got the signal before. Not so where the machine is late. */
    for (int i = 0; i < LOOKS && waitid(P_ALL, 0, &stopped, WSTOPPED | WEXITED | WNOHANG | WNOWAIT) == 0; i++)
        if (stopped.si_pid == 0)
            nanosleep(&moment, NULL);
        else
            break;
    nanosleep(&moment, NULL);
}

static void end_family(pid_t pid, const struct process_family *family)
{
    if (family->note) {
        stop_group(pid);
        family->note(pid);
    }
    end_group(pid);
    if (family->clear)
        family->clear();
}

/* Until the program has ended, or shall: then its status is that of a kill. */
static int await(pid_t pid)
{
    int status, got;
    pid_t ended;
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, PROCESS_GUARD_SIGNAL);
    for (;;) {
        /* Before the first wait, too: a signal that came already is pending, an end is seen here. */
        while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
            if (ended == pid)
                return status;
        if (sigwait(&awaited, &got) == 0 && got == PROCESS_GUARD_SIGNAL)
            return SIGKILL;
    }
}

bool process_guard(int report_fd, const struct process_family *family)
{
    /* An ignored SIGCHLD, which is inherited, would leave nobody to wait for. */
    signal(SIGCHLD, SIG_DFL);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    pid_t guard = getpid(), pid = fork();
    if (pid < 0)
        return false;
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setpgid(0, 0);
        errno = ESRCH;
        return getppid() == guard;
    }
    setpgid(pid, pid); /* whoever comes first */
    close(report_fd);
    int status = await(pid);
    if (status != 0)
        end_family(pid, family);
    end_as(status);
}
