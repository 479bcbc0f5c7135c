/* Limits that somebody has set to the process (ulimit) and that the kernel tells of by a signal. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/*
 * From now on a file that would be larger than RLIMIT_FSIZE is a write that fails, and the soft limit of RLIMIT_CPU
 * ends the program with a line and EXIT_STATUS_TROUBLE; what was started ends with it, as where memory has run out.
 */
void limits_heed(void);

#endif
