/*
 * What a run is doing, for whoever asks (--verbose, --debug): a line on
 * standard error for each step when it is done, with the time that it took;
 * with --debug also each statement that was sent, what the throwaway server has
 * logged, and what the cache answers. Printed through base/console.h, and
 * without passwords (base/secret.h). docs/terminal.md shows the lines.
 *
 * May be called from any thread. What a thread works on (trace_enter) and the
 * script that it runs (trace_script_begin) are its own.
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include <stdbool.h>
#include <stddef.h>

enum trace_level { TRACE_NOTHING, TRACE_STEPS, TRACE_ALL };

/* To be called before there are threads; until then nothing is printed. */
void trace_begin(enum trace_level level);

bool trace_wants(enum trace_level level);

/* When something begins, for trace_step and trace_statement. */
long long trace_now(void);

/* A step that began then is done: "FORMAT (12.0 ms)". From --verbose on. */
void trace_step(long long begun, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Something that takes no time, from `level` on. */
void trace_say(enum trace_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A text of several lines, each printed behind `name`, with --debug. NULL: nothing. */
void trace_lines(const char *name, const char *text);

/*
 * From now on this thread's lines begin with `subject`, such as "main 60 postgres", which is borrowed. Returns what
 * they began with before, to be entered again when it is done.
 */
const char *trace_enter(const char *subject);

/* ---- statements, with --debug ---- */

/* The file of which statements come. */
struct trace_script {
    const char *path;
    const char *text; /* of the file; NULL: nobody knows where in it a statement stands */
    /* Where in `text` the byte of what is run comes from; NULL: the same place. */
    size_t (*place)(const void *data, size_t offset);
    const void *data;
};

/* Statements of this thread that say where they stand are of this script, which is borrowed. NULL: of none. */
void trace_script_begin(const struct trace_script *script);

/* The next statement that this thread sends stands there in what is run of the script. */
void trace_statement_at(size_t offset);

/* One was sent and is over; `outcome` is NULL where it has worked. */
void trace_statement(long long begun, const char *engine, const char *sql, size_t length, const char *outcome);

#endif
