/* What other processes have open, as /proc tells it. */
#ifndef BASE_PROCESS_FILES_H
#define BASE_PROCESS_FILES_H

#include <sys/types.h>

/*
 * Calls `see` with the path of each file that a process of the group has open or mapped, more than once where several
 * do; with " (deleted)" behind those that are. What may not be asked, or ends meanwhile, is passed over.
 */
void process_files(pid_t group, void (*see)(const char *path));

#endif
