/*
 * What a program has started gets no signal when it ends: a shell and a server
 * of initdb would go on for nobody, under load for a long time, and write into a
 * directory that the next run removes. A guard stands between that program and
 * the tool, in one process group with all of them, and ends the group when the
 * tool ends, however it ends.
 */
#ifndef BASE_PROCESS_GUARD_H
#define BASE_PROCESS_GUARD_H

#include <signal.h>
#include <stdbool.h>

enum { PROCESS_GUARD_SIGNAL = SIGTERM };

/*
 * Called between fork and exec, in the leader of a new process group, with all
 * signals blocked and the kernel asked for PROCESS_GUARD_SIGNAL at the end of the tool.
 * Returns in a child, which is to become the program; the caller stays behind as its
 * guard, without report_fd, and ends as the program does. False with errno where
 * there is no process left, and where the guard has ended already.
 */
bool process_guard(int report_fd);

#endif
