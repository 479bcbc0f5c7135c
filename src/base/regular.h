/*
 * Opening files to be read without being held up. What stands where a file
 * is expected may be a FIFO, a device, a socket or a directory: beneath a
 * directory these are refused by name. What a person names may be a pipe that
 * the process was given, as in <(command) or /dev/stdin; reading it then ends
 * with a cancellation.
 */
#ifndef BASE_REGULAR_H
#define BASE_REGULAR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/cancellation.h"
#include "base/root.h"

/* Adds "is a FIFO (named pipe), not a regular file". False. */
bool refuse_kind(const char *path, mode_t mode, struct diags *diags);

/* Opens a regular file beneath a root for reading. -1 with a diagnostic; `diags` may be NULL. */
int regular_open(const struct root *root, const char *path, struct diags *diags);

/*
 * Opens what a person named for reading; *stream: it is a pipe, a terminal or
 * the like, which has no end until its writer says so. -1 with a diagnostic;
 * `diags` may be NULL.
 */
int input_open(const char *path, bool *stream, struct diags *diags);

/* The most bytes that are read of one file. */
enum { LARGEST_FILE = 128 << 20 };

/*
 * Reads all there is, with a NUL behind it, and closes the descriptor. NULL
 * with errno: EFBIG, ECANCELED after a cancellation. `stop` may be NULL.
 * Belongs to ctx.
 */
char *read_to_end(void *ctx, int fd, bool stream, const struct cancellation *stop, size_t *size);

/*
 * The descriptor of this process that a path such as /dev/stdin, /dev/fd/63
 * or /proc/self/fd/1 stands for, if it was there when the process began; else -1.
 */
int own_descriptor(const char *path);

#endif
