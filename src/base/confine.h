/*
 * What a program that runs somebody's code may not do: reach a network or
 * another process, change a file, start processes, use much memory. Layers,
 * each as far as the kernel has it: resource limits, a network and a user
 * namespace of its own, a seccomp filter.
 */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

/*
 * Confines the calling process and what it executes, for good. To be called
 * between fork and exec, after changing the user: allocates nothing. A layer
 * the kernel refuses is left out, in containers some are.
 */
void confine_self(void);

/*
 * Keeps other processes of the same user from reading this one's memory and
 * environment. For the tool itself, before it starts a confined program.
 */
void confine_shield(void);

#endif
