#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/network.h"
#include "base/sandbox_layers.h"
#include "base/shortage.h"

enum { END_GRACE_MS = 10000 };

/* The child's descriptors for reports and for our life, and the first that is not one of the fixed ones. */
enum { REPORT = PROCESS_CHANNEL + 1, LIFE, FIRST_FREE };

/* What happens between fork and exec, reported through a pipe that exec closes: all but the first is the end. */
enum step { STEP_SANDBOX, STEP_DIRECTORY, STEP_LOG, STEP_STREAMS, STEP_ACCOUNT, STEP_PARENT, STEP_EXEC };
struct event {
    enum step step;
    unsigned layers; /* of the sandbox, that are in force */
    int error;
};

/* Everything the child needs, made before fork: it may not allocate. */
struct launch {
    const struct process_plan *plan;
    char *const *environment;
    const char *directory;
    pid_t parent;
    int report_fd;
    int life_fd; /* 0: none */
};

static void report(const struct launch *l, struct event e)
{
    ssize_t ignored = write(l->report_fd, &e, sizeof e);
    (void)ignored;
}

static _Noreturn void give_up(const struct launch *l, enum step step)
{
    report(l, (struct event){step, 0, errno});
    _exit(127);
}

static void close_from(int first)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)first, ~0U, 0U) == 0)
        return;
#endif
    struct rlimit limit;
    int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1 << 20 ? (int)limit.rlim_cur : 1 << 20;
    for (int fd = first; fd < end; fd++)
        close(fd);
}

/* /dev/null, or where that is missing, as in a bare chroot, an end of a pipe that nobody is at. */
static int open_nothing(int flags)
{
    int fd = open("/dev/null", flags), ends[2];
    if (fd >= 0 || errno != ENOENT || pipe(ends) != 0)
        return fd;
    bool reads = (flags & O_ACCMODE) == O_RDONLY;
    close(ends[reads]);
    return ends[!reads];
}

static int open_log(const struct process_plan *plan)
{
    if (plan->output)
        return plan->output;
    return plan->log ? open(plan->log, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600) : open_nothing(O_WRONLY);
}

/* Out of the way of the first few, whatever of them was closed before. One that stayed would be the caller's. */
static int move_away(const struct launch *l, int fd)
{
    int moved = fcntl(fd, F_DUPFD, FIRST_FREE);
    if (moved < 0)
        give_up(l, STEP_STREAMS);
    return moved;
}

/* Opens what becomes 0, 1 and 2, and puts the channel at 3: what is left is the way to report a mishap. */
static void set_descriptors(struct launch *l)
{
    int log = open_log(l->plan), null = log < 0 ? -1 : open_nothing(O_RDONLY);
    if (log < 0 || null < 0)
        give_up(l, log < 0 && errno != EMFILE ? STEP_LOG : STEP_STREAMS);
    log = move_away(l, log);
    null = move_away(l, null);
    int report = move_away(l, l->report_fd);
    int channel = l->plan->channel ? move_away(l, l->plan->channel) : -1;
    int life = l->life_fd ? move_away(l, l->life_fd) : -1;
    dup2(null, 0);
    dup2(log, 1);
    dup2(log, 2);
    if (channel >= 0)
        dup2(channel, PROCESS_CHANNEL);
    else
        close(PROCESS_CHANNEL);
    dup3(report, REPORT, O_CLOEXEC);
    if (life >= 0 && dup2(life, LIFE) == LIFE)
        process_wake_by(LIFE);
    else
        close(LIFE);
    l->report_fd = REPORT;
    close_from(FIRST_FREE);
}

static void reset_signals(void)
{
    for (int s = 1; s < NSIG; s++)
        signal(s, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void child(struct launch *l)
{
    const struct account *account = l->plan->account;
    const struct rlimit no_core = {0, 0};
    setsid();
    umask(l->plan->mask ? l->plan->mask : 077);
    setrlimit(RLIMIT_CORE, &no_core);
    /* Who keeps nothing in the directory need not be allowed in. */
    if (!l->plan->log && chdir(l->directory) != 0)
        give_up(l, STEP_DIRECTORY);
    if (l->plan->no_network)
        network_leave();
    if (account->change && (setgroups(0, NULL) != 0 || setgid(account->gid) != 0 || setuid(account->uid) != 0))
        give_up(l, STEP_ACCOUNT);
    if (l->plan->log && chdir(l->directory) != 0)
        give_up(l, STEP_DIRECTORY);
    set_descriptors(l);
    /* A change of user clears it, so it comes after; a parent gone before it is noticed by the second look. */
    int death_signal = l->plan->family ? PROCESS_GUARD_SIGNAL : l->plan->death_signal;
    prctl(PR_SET_PDEATHSIG, death_signal);
    if (l->plan->sandbox)
        report(l, (struct event){STEP_SANDBOX, sandbox_enter(l->plan->sandbox, death_signal), 0});
    if (getppid() != l->parent)
        give_up(l, STEP_PARENT);
    if (l->plan->family && !process_guard(l->report_fd, l->plan->family))
        give_up(l, STEP_EXEC);
    reset_signals();
    execve(l->plan->argv[0], (char *const *)l->plan->argv, l->environment);
    give_up(l, STEP_EXEC);
}

static void report_mishap(const struct process_plan *plan, struct event m, struct diags *diags)
{
    const char *why = strerror(m.error);
    const char *user = plan->account->change ? plan->account->name : "this user";
    struct diag *e;
    switch (m.step) {
    case STEP_DIRECTORY:
    case STEP_LOG: {
        const char *closed = m.error == EACCES ? account_refused_by(plan->account, plan->directory, diags->ctx) : NULL;
        e = diag_error(diags, "%s, running as %s, cannot use %s: %s", plan->what, user, plan->directory,
                       closed ? mem_printf(diags->ctx, "it may not enter %s", closed) : why);
        if (closed && strcmp(closed, "/") == 0)
            diag_hint(diags, e, "no other place helps; after chmod a+x / it may");
        else
            diag_hint(diags, e, "set TMPDIR to a directory that %s can enter, as /tmp", user);
        break;
    }
    case STEP_STREAMS:
        diag_error(diags, "cannot start %s: %s", plan->argv[0], why);
        break;
    case STEP_ACCOUNT:
        diag_error(diags, "cannot become user %s to run %s: %s", user, plan->what, why);
        break;
    case STEP_EXEC:
        diag_error(diags, "cannot run %s as %s: %s", plan->argv[0], user, why);
        break;
    case STEP_PARENT:
    case STEP_SANDBOX:
        break;
    }
}

/* Takes what the child reports, to the end. False with the reason in diags where its program does not run, or may not.
 */
static bool hear_child(int report_fd, const struct process_plan *plan, struct diags *diags)
{
    struct event e;
    while (read(report_fd, &e, sizeof e) == (ssize_t)sizeof e)
        if (e.step != STEP_SANDBOX) {
            report_mishap(plan, e, diags);
            return false;
        } else if (!sandbox_layers_judge(sandbox_profile(plan->sandbox), e.layers, plan->what, diags)) {
            return false;
        }
    return true;
}

/* Nothing of the caller's environment: it may hold passwords, or settings of another server. */
static char *const *environment(const struct process_plan *plan, void *ctx)
{
    size_t n_settings = 0, n = 0;
    while (plan->settings && plan->settings[n_settings])
        n_settings++;
    char **e = mem_array(ctx, char *, n_settings + 7);
    e[n++] = mem_strdup(ctx, "PATH=/usr/local/bin:/usr/bin:/bin");
    e[n++] = mem_strdup(ctx, "LANG=C");
    e[n++] = mem_strdup(ctx, "LC_ALL=C");
    e[n++] = mem_strdup(ctx, "TZ=UTC");
    if (!plan->settings)
        e[n++] = mem_printf(ctx, "HOME=%s", plan->directory);
    for (size_t i = 0; i < n_settings; i++)
        e[n++] = mem_strdup(ctx, plan->settings[i]);
    if (plan->preload)
        e[n++] = mem_printf(ctx, "LD_PRELOAD=%s", plan->preload);
    return e;
}

static pid_t fork_blocked(void)
{
    /* The tool's handlers must not run in the child, where they would end the tool's work. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid != 0)
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pid;
}

/* Our end of a pipe whose other one tells a process of our end, where its signal for that does not end one stopped. */
static int open_life(const struct process_plan *plan, struct launch *l)
{
    int ends[2];
    bool wanted = plan->family || (plan->death_signal && plan->death_signal != SIGKILL);
    if (!wanted || pipe2(ends, O_CLOEXEC) != 0)
        return 0;
    l->life_fd = ends[0];
    return ends[1];
}

static void close_life(struct process *process)
{
    if (process->life)
        close(process->life);
    process->life = 0;
}

static void tell_no_process(const struct process_plan *plan, int error, struct diags *diags)
{
    struct diag *e = diag_error(diags, "cannot start %s: %s", plan->argv[0], strerror(error));
    if (error == EAGAIN)
        shortage_of_processes(diags, e);
}

bool process_start(struct process *process, const struct process_plan *plan, struct diags *diags)
{
    int report_ends[2];
    *process = (struct process){0};
    if (pipe2(report_ends, O_CLOEXEC) != 0) {
        diag_error(diags, "cannot start %s: %s", plan->argv[0], strerror(errno));
        return false;
    }
    void *scratch = mem_root("process");
    struct launch l = {.plan = plan,
                       .environment = plan->environment ? plan->environment : environment(plan, scratch),
                       .directory = plan->directory,
                       .parent = getpid(),
                       .report_fd = report_ends[1]};
    process->life = open_life(plan, &l);
    pid_t pid = fork_blocked();
    int error = errno;
    if (pid == 0)
        child(&l);
    mem_free(scratch);
    close(report_ends[1]);
    if (l.life_fd)
        close(l.life_fd);
    bool ok = pid > 0 && hear_child(report_ends[0], plan, diags);
    close(report_ends[0]);
    if (pid < 0)
        tell_no_process(plan, error, diags);
    else if (ok)
        process->pid = pid;
    else
        process_forget(pid);
    if (!ok)
        close_life(process);
    return ok;
}

bool process_ended(struct process *process, int *status)
{
    pid_t pid = waitpid(process->pid, status, WNOHANG);
    if (pid == 0 || (pid < 0 && errno == EINTR))
        return false;
    if (pid < 0)
        *status = 0; /* somebody else reaped it */
    process->pid = 0;
    close_life(process);
    return true;
}

bool process_pause(const struct cancellation *stop, int ms)
{
    struct pollfd fd = {stop ? cancellation_fd(stop) : -1, POLLIN, 0};
    return poll(&fd, 1, ms) > 0;
}

void process_end(struct process *process, int signal, bool group)
{
    int status;
    if (process->pid == 0)
        return;
    long left_ms = END_GRACE_MS;
    kill(group ? -process->pid : process->pid, signal);
    /* One that somebody has stopped would not see it, and its own children would outlive the SIGKILL. */
    kill(group ? -process->pid : process->pid, SIGCONT);
    if (process_wait(process, -1, NULL, &left_ms, &status) == PROCESS_ENDED)
        return;
    kill(group ? -process->pid : process->pid, SIGKILL);
    left_ms = -1;
    process_wait(process, -1, NULL, &left_ms, &status);
}

static _Noreturn void run_forked(void (*work)(void *arg), void *arg, unsigned seconds, pid_t parent)
{
    reset_signals();
    alarm(seconds);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127);
    close_from(0);
    work(arg);
    _exit(0);
}

pid_t process_fork(void (*work)(void *arg), void *arg, unsigned seconds)
{
    pid_t parent = getpid(), pid = fork_blocked();
    if (pid == 0)
        run_forked(work, arg, seconds, parent);
    return pid > 0 ? pid : 0;
}

void process_forget(pid_t pid)
{
    if (pid <= 0)
        return;
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

char *process_ending(int status, void *ctx)
{
    if (WIFSIGNALED(status))
        return mem_printf(ctx, "was killed by signal %d", WTERMSIG(status));
    return mem_printf(ctx, "ended with status %d", WEXITSTATUS(status));
}
