/* Which files a process may open by their names: Landlock, of Linux since 5.13. */
#ifndef BASE_SANDBOX_PATHS_H
#define BASE_SANDBOX_PATHS_H

#include <stdbool.h>

/*
 * From now on this process, and what it executes, opens, makes and removes no
 * file by its name, but for `readable` (NULL-terminated): files, and all
 * beneath directories, to be read and executed. What of it is not there is
 * passed over. Asking whether a file is there, and how large, stays possible:
 * the kernel has no word for that. False where the kernel lacks it. The
 * process must have given up new privileges. Allocates nothing.
 */
bool sandbox_close_paths(const char *const *readable);

#endif
