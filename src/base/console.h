/*
 * What a person reads, at a terminal or in the log of a job. All that goes to
 * standard output and standard error is printed here: a name, a key, a
 * server's message or a line of a file may hold whatever moves a cursor, and
 * in a job's log what the service obeys (base/job_log.h).
 * `tests/cmd/architecture.bats` holds the sources to it.
 */
#ifndef BASE_CONSOLE_H
#define BASE_CONSOLE_H

#include <stddef.h>
#include <stdio.h>

/*
 * As fprintf, except that each %s and %c is shown (base/shown.h) on one line
 * and widths count columns: only the format itself may begin lines and colour
 * them. Knows d, u, x, g, f, s and c, with l, ll and z.
 */
void console_print(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * The same into memory, for console_text. Belongs to ctx.
 */
char *console_format(void *ctx, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints a text made of parts that have been shown: line ends and colours in it are ours. */
void console_text(FILE *out, const char *text);

/* Writes to standard output what a program reads (a snapshot, JSON), which has escapes of its own or may hold any byte.
 */
void console_bytes(const void *bytes, size_t n);

#endif
