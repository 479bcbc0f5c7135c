/*
 * Processes that run what strangers wrote, and what they may not do: reach a
 * network, another process or a file, start programs, use much memory. Layers,
 * each of its own and each as far as the kernel has it:
 *
 *     an account        root becomes nobody (of the SQLite worker; base/process.h does it for the others)
 *     namespaces        no network, no IPC, no capability that counts outside
 *     paths             Landlock: no file by its name but those that were allowed, and these to be read
 *     limits            of memory, of what is written, of processes
 *     system calls      seccomp: a list of those that are needed, made by libseccomp
 *
 * docs/security.md has the table for readers.
 */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include <stddef.h>

enum sandbox_profile {
    SANDBOX_PYTHON, /* Python: reads files that were allowed by their names */
    SANDBOX_SQLITE  /* the SQLite worker: has the files it was given */
};

struct sandbox;

/*
 * Makes ready what sandbox_enter needs; files may be written up to `file_size`
 * bytes. `readable`, NULL-terminated or NULL, is what may be opened to be read
 * and executed: files, and directories with all beneath them; it is borrowed,
 * and what of it is not there is passed over. Belongs to ctx.
 */
struct sandbox *sandbox_prepare(enum sandbox_profile profile, size_t file_size, const char *const *readable, void *ctx);

/* Layers that a kernel may lack. */
enum { SANDBOX_NAMESPACES = 1, SANDBOX_PATHS = 2, SANDBOX_CALLS = 4 };

enum sandbox_profile sandbox_profile(const struct sandbox *sandbox);

/*
 * Closes in the calling process and what it executes, for good; returns the
 * layers that are in force. The kernel sends it death_signal (0: none) when
 * the thread that started it ends. May be called between fork and exec, for
 * it allocates nothing.
 */
unsigned sandbox_enter(const struct sandbox *sandbox, int death_signal);

/*
 * Keeps other processes of the same user from reading this one's memory and
 * environment. For the tool itself, before it starts one that is closed in.
 */
void sandbox_shield(void);

#endif
