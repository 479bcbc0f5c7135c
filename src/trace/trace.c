#include "trace/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/monotonic.h"
#include "base/secret.h"
#include "base/shown.h"

/* Of the process: set once, before there are threads. */
static enum trace_level chosen;
static long long started;

/* Of the calling thread. */
static _Thread_local const char *entered;
static _Thread_local const struct trace_script *script;
static _Thread_local size_t position;
static _Thread_local bool has_position;

/* A longer statement is cut: where it stands is said. */
enum { SHOWN_CHARACTERS = 600 };

void trace_begin(enum trace_level level)
{
    chosen = level;
    started = monotonic_us();
}

bool trace_wants(enum trace_level level)
{
    return level <= chosen;
}

long long trace_now(void)
{
    return chosen == TRACE_NOTHING ? 0 : monotonic_us();
}

const char *trace_enter(const char *subject)
{
    const char *before = entered;
    entered = subject;
    return before;
}

/* One call prints the line, so that those of other threads stay whole. */
static void print_line(long long begun, const char *text)
{
    long long now = monotonic_us();
    const char *subject = entered ? entered : "";
    double at = (double)(now - started) / 1e6;
    if (begun)
        console_print(stderr, "[%8.3f] %s%s%s (%.1f ms)\n", at, subject, entered ? ": " : "", text,
                      (double)(now - begun) / 1e3);
    else
        console_print(stderr, "[%8.3f] %s%s%s\n", at, subject, entered ? ": " : "", text);
}

static void print_list(long long begun, const char *format, va_list list)
{
    char *text = mem_vprintf(NULL, format, list);
    print_line(begun, text);
    mem_free(text);
}

void trace_step(long long begun, const char *format, ...)
{
    va_list list;
    if (!trace_wants(TRACE_STEPS))
        return;
    va_start(list, format);
    print_list(begun, format, list);
    va_end(list);
}

void trace_say(enum trace_level level, const char *format, ...)
{
    va_list list;
    if (!trace_wants(level))
        return;
    va_start(list, format);
    print_list(0, format, list);
    va_end(list);
}

void trace_lines(const char *name, const char *text)
{
    if (!text || !trace_wants(TRACE_ALL))
        return;
    char *shown = without_secrets(NULL, text);
    for (const char *line = shown; *line;) {
        size_t n = strcspn(line, "\n");
        if (n > 0)
            trace_say(TRACE_ALL, "%s: %.*s", name, (int)n, line);
        line += n + (line[n] == '\n');
    }
    mem_free(shown);
}

void trace_script_begin(const struct trace_script *of)
{
    script = of;
    has_position = false;
}

void trace_statement_at(size_t offset)
{
    position = offset;
    has_position = script != NULL;
}

/* "schema/main/delta/60/01_rooms.sql:3:1: " */
static const char *place_text(void *ctx)
{
    int line = 1, column = 1;
    if (!has_position)
        return "";
    if (!script->text)
        return mem_printf(ctx, "%s: ", script->path);
    size_t at = script->place ? script->place(script->data, position) : position;
    for (const char *s = script->text; *s && (size_t)(s - script->text) < at; s++) {
        column = *s == '\n' ? 1 : column + ((*s & 0xc0) != 0x80);
        line += *s == '\n';
    }
    return mem_printf(ctx, "%s:%d:%d: ", script->path, line, column);
}

/* On one line: what is blank is one blank where a line or a column ends in it. */
static char *joined(void *ctx, const char *sql)
{
    struct text t;
    text_open(&t);
    while (*sql) {
        size_t n = strspn(sql, " \t\r\n");
        if (n > strspn(sql, " "))
            putc(' ', t.out);
        else if (n > 0)
            fwrite(sql, 1, n, t.out);
        else
            putc(*sql, t.out);
        sql += n > 0 ? n : 1;
    }
    return text_close(&t, ctx);
}

void trace_statement(long long begun, const char *engine, const char *sql, size_t length, const char *outcome)
{
    if (!trace_wants(TRACE_ALL))
        return;
    void *ctx = mem_root("trace_statement");
    const char *place = place_text(ctx);
    char *text = without_secrets(ctx, joined(ctx, mem_strndup(ctx, sql, length)));
    has_position = false;
    trace_step(begun, "%s%s%s%s%s%s", entered ? "" : engine, entered ? "" : ": ", place,
               shown_at_most(ctx, text, SHOWN_CHARACTERS), outcome ? ", " : "", outcome ? outcome : "");
    mem_free(ctx);
}
