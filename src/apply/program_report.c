#include <string.h>

#include "apply/program_private.h"
#include "base/mem.h"

enum { LONGEST_MESSAGE = 500, LONGEST_DETAIL = 16 << 10, GONE_MS = 1000 };

char *program_shortened(void *ctx, const char *text, size_t most)
{
    size_t n = strlen(text);
    bool cut = n > most;
    for (n = cut ? most : n; cut && n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;)
        n--;
    return mem_printf(ctx, "%.*s%s", (int)n, text, cut ? "..." : "");
}

static struct diag *error_at(const struct delta *delta, int line, const char *message)
{
    struct diag *e = diag_error(delta->diags, "%s", message);
    e->file = mem_strdup(delta->diags->ctx, delta->path);
    e->line = line;
    return e;
}

/* How a helper ended whose end of the socket is closed. */
static const char *ending(struct programs *p)
{
    int status;
    long left_ms = GONE_MS;
    return process_wait(&p->process, -1, NULL, &left_ms, &status) == PROCESS_ENDED
               ? process_ending(status, p->ctx)
               : "closed its connection to fullschema";
}

void report_breakdown(struct programs *p, const struct delta *delta, enum channel_end end)
{
    struct diag *e;
    switch (end) {
    case CHANNEL_TIMED_OUT:
        e = error_at(delta, 0, "");
        e->message = mem_printf(delta->diags->ctx, "stopped after %g s, the limit for the Python of a program delta",
                                (double)delta->timeout_ms / 1000);
        diag_hint(delta->diags, e, "--program-timeout SECONDS allows more");
        break;
    case CHANNEL_CLOSED:
        error_at(delta, 0, mem_printf(p->ctx, "the process that ran it %s", ending(p)));
        break;
    case CHANNEL_TOO_LARGE:
        error_at(delta, 0, "it sent a message that is too large, or asked for one");
        break;
    case CHANNEL_RUBBISH:
        error_at(delta, 0, "it sent something that is no message of the protocol");
        break;
    case CHANNEL_STOPPED:
    case CHANNEL_DONE:
        break;
    }
    helper_end(p);
}

void report_misbehaviour(struct programs *p, const struct delta *delta, const char *what)
{
    error_at(delta, 0, what);
    helper_end(p);
}

static const char *text_of(const json_t *error, const char *name)
{
    const char *text = json_string_value(json_object_get(error, name));
    return text && *text ? text : NULL;
}

static int line_number(json_int_t number)
{
    return number > 0 && number < 1 << 30 ? (int)number : 0;
}

void report_statement(const struct programs *p, const struct delta *delta, json_int_t line, const char *sql,
                      const char *message)
{
    void *ctx = delta->diags->ctx;
    struct diag *e = error_at(delta, line_number(line),
                              mem_printf(ctx, "%s: %s", engine_name(connection_engine(p->connection)), message));
    diag_detail(delta->diags, e, program_shortened(ctx, sql, LONGEST_MESSAGE));
}

void report_tainted(const struct delta *delta, json_int_t line, const struct sql_failure *failure)
{
    struct diag *e = error_at(delta, line_number(line), failure->message);
    if (failure->hint)
        diag_hint(delta->diags, e, "%s", failure->hint);
}

void report_exception(const struct delta *delta, const json_t *error)
{
    void *ctx = delta->diags->ctx;
    const char *message = text_of(error, "message");
    char *line = program_shortened(ctx, message ? message : "failed without saying why", LONGEST_MESSAGE);
    line[strcspn(line, "\n")] = '\0';
    struct diag *e = error_at(delta, line_number(json_integer_value(json_object_get(error, "line"))), line);
    if (text_of(error, "detail"))
        diag_detail(delta->diags, e, program_shortened(ctx, text_of(error, "detail"), LONGEST_DETAIL));
    if (text_of(error, "hint"))
        diag_hint(delta->diags, e, "%s", program_shortened(ctx, text_of(error, "hint"), LONGEST_MESSAGE));
}
