#include "base/process_guard.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/wait.h>
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

static _Noreturn void stand_guard(pid_t pid)
{
    int status, got;
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, PROCESS_GUARD_SIGNAL);
    for (;;) {
        /* Before the first wait, too: a signal that came already is pending, an end is seen here. */
        if (waitpid(pid, &status, WNOHANG) == pid)
            end_as(status);
        if (sigwait(&awaited, &got) == 0 && got == PROCESS_GUARD_SIGNAL)
            kill(0, SIGKILL); /* this one as well */
    }
}

bool process_guard(int report_fd)
{
    /* An ignored SIGCHLD, which is inherited, would leave nobody to wait for. */
    signal(SIGCHLD, SIG_DFL);
    pid_t guard = getpid(), pid = fork();
    if (pid < 0)
        return false;
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        errno = ESRCH;
        return getppid() == guard;
    }
    close(report_fd);
    stand_guard(pid);
}
