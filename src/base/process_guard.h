/*
 * What a program has started gets no signal when it ends: a shell and a server
 * of initdb would go on for nobody, under load for a long time, and write into a
 * directory that the next run removes. A guard stands between that program and
 * the tool. It is the parent of all that lose theirs, and when the tool ends, however
 * that ends, it kills them and clears up behind them.
 */
#ifndef BASE_PROCESS_GUARD_H
#define BASE_PROCESS_GUARD_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

enum { PROCESS_GUARD_SIGNAL = SIGTERM };

/* What a guard does for a family that does not end well; in the plan's directory, and in a process of its own. */
struct process_family {
    void (*note)(pid_t group); /* before the kill, while all of the group are stopped; or NULL */
    void (*clear)(void);       /* when nobody is left; or NULL */
};

/*
 * Called between fork and exec, in a session of its own, with all signals blocked and the
 * kernel asked for PROCESS_GUARD_SIGNAL at the end of the tool. Returns in a child, in a
 * process group of its own, which is to become the program; the caller stays behind as its
 * guard, without report_fd, and ends as the program does, once nothing is left of the
 * group. What `family` says is done unless the program ended with 0. False with errno
 * where there is no process left, and where the guard has ended already.
 */
bool process_guard(int report_fd, const struct process_family *family);

#endif
