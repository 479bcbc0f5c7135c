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

enum { PROCESS_GUARD_SIGNAL = SIGTERM };

/*
 * Called between fork and exec, in a session of its own, with all signals blocked and the
 * kernel asked for PROCESS_GUARD_SIGNAL at the end of the tool. Returns in a child, in a
 * process group of its own, which is to become the program; the caller stays behind as its
 * guard, without report_fd, and ends as the program does, once nothing is left of the
 * group; clear_after is called then, unless NULL or the program ended with 0. False with
 * errno where there is no process left, and where the guard has ended already.
 */
bool process_guard(int report_fd, void (*clear_after)(void));

#endif
