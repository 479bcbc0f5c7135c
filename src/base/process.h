/*
 * Programs that are started and must not outlive the tool: the throwaway
 * server, the helper that runs program deltas. They get nothing of the
 * caller's environment unless the plan has it, none of its descriptors, a session of their own, and a signal
 * from the kernel when the thread that started them ends, however it ends.
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/account.h"
#include "base/cancellation.h"
#include "base/diag.h"
#include "base/process_guard.h"
#include "base/sandbox.h"

struct process {
    pid_t pid; /* 0: not running */
    int life;  /* open until it has ended, by which it knows that we are; 0: none */
};

struct process_plan {
    const char *const *argv; /* argv[0] is a path; NULL-terminated */
    const char *directory;   /* to run in; also its HOME */
    const char *log;         /* path in `directory` its stdout and stderr are added to; NULL: nowhere */
    const struct account *account;
    int death_signal; /* what it gets when the thread that started it ends */
    /* Of a program that starts others: then a guard, which is what `process` means, ends them all; end it by SIGTERM.
     */
    const struct process_family *family;
    const char *what; /* "the Postgres server": for messages */
    int output;       /* what its stdout and stderr become instead of the log; 0: nothing. Ours stays open */
    int channel;      /* becomes its descriptor 3; 0: none. Ours stays open */
    const struct sandbox *sandbox; /* what it is closed into; or NULL */
    char *const *environment;      /* "NAME=VALUE", NULL-terminated; NULL: a neutral one */
    const char *preload;           /* a library that the neutral environment preloads; or NULL */
    const char *const *settings;   /* "NAME=VALUE" of it, in place of its HOME, NULL-terminated; or NULL */
    mode_t mask;                   /* its umask; 0: 077 */
    bool no_network;               /* it has none, as far as the kernel allows that (base/network.h) */
};

enum { PROCESS_CHANNEL = 3 };

/*
 * From now on this process goes on where somebody has stopped it (SIGCONT), when something happens at the descriptor:
 * its other end closes, or sends. A stopped process takes no other signal but SIGKILL before it goes on, not even one
 * that comes at the end of its parent. May be called between fork and exec. (process_wake.c)
 */
void process_wake_by(int fd);

/* Starts a program. False with the reason in diags. */
bool process_start(struct process *process, const struct process_plan *plan, struct diags *diags);

/* True when it has ended; *status is as from waitpid. Does not wait. */
bool process_ended(struct process *process, int *status);

/* Waits at most `ms` for a cancellation; true when there is one. */
bool process_pause(const struct cancellation *stop, int ms);

enum process_event {
    PROCESS_ENDED,   /* *status is as from waitpid */
    PROCESS_READY,   /* the descriptor that was given can be read */
    PROCESS_STOPPED, /* a cancellation */
    PROCESS_TIME     /* *left_ms is used up */
};

/*
 * Waits for the end of a process or for whatever comes before it. `fd` may be
 * -1, `stop` NULL, *left_ms -1 for any time; what waiting took is taken off it.
 */
enum process_event process_wait(struct process *process, int fd, const struct cancellation *stop, long *left_ms,
                                int *status);

/*
 * A descriptor that can be read once the process has ended, which may be
 * anybody's; the caller's to close. -1 where the kernel has none (before 5.3).
 */
int process_watch(pid_t pid);

/* Sends `signal` (to the whole process group where `group`), SIGKILL after some seconds, and reaps it. */
void process_end(struct process *process, int signal, bool group);

/*
 * Calls `work` in a process of its own, which is gone after `seconds` whatever
 * it waits for. It is a copy of this one without its descriptors: `work` may
 * allocate nothing and take no lock. 0 where none could be started; else for
 * process_forget, which ends it.
 */
pid_t process_fork(void (*work)(void *arg), void *arg, unsigned seconds);
void process_forget(pid_t pid);

/* "was killed by signal 9", "ended with status 1": of a status from process_ended. Belongs to ctx. */
char *process_ending(int status, void *ctx);

#endif
