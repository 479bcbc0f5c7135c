#include "apply/program.h"

#include <string.h>

#include "apply/program_private.h"
#include "apply/script.h"
#include "base/files.h"
#include "base/mem.h"
#include "trace/trace.h"

/* The largest result a delta may fetch. On databases without users there is little to fetch. */
enum { LARGEST_RESULT = 32 << 20 };

/* How a delta, or one message of it, came out. */
enum outcome { GOES_ON, SUCCEEDED, FAILED };

struct programs *programs_new(struct connection *connection, struct clock *clock)
{
    void *ctx = mem_root("programs");
    struct programs *p = mem_new(ctx, struct programs);
    *p = (struct programs){.ctx = ctx, .connection = connection, .clock = clock, .channel = {.fd = -1}};
    return p;
}

void programs_end(struct programs *p)
{
    helper_end(p);
    mem_free(p->ctx);
}

/* Sends a message with its turn. Takes `message`. */
static bool send_turn(struct programs *p, const struct delta *delta, json_t *message)
{
    enum channel_end end = CHANNEL_TOO_LARGE;
    if (message) {
        json_object_set_new(message, "turn", json_integer(++p->turn));
        end = program_send(&p->channel, message);
        json_decref(message);
    }
    if (end != CHANNEL_DONE)
        report_breakdown(p, delta, end);
    return end == CHANNEL_DONE;
}

/* The next message; NULL when the conversation is over. */
static json_t *receive_turn(struct programs *p, const struct delta *delta)
{
    json_t *message = NULL;
    enum channel_end end = program_receive(&p->channel, &message);
    if (end != CHANNEL_DONE) {
        report_breakdown(p, delta, end);
        return NULL;
    }
    const json_t *turn = json_object_get(message, "turn");
    if (json_is_integer(turn) && json_integer_value(turn) == p->turn + 1 && !channel_pending(&p->channel)) {
        p->turn++;
        return message;
    }
    json_decref(message);
    report_misbehaviour(p, delta, "it sent a message out of turn");
    return NULL;
}

static json_t *failure_json(const struct sql_failure *f)
{
    return json_pack("{s:{s:s, s:s?, s:s?, s:s?}}", "failure", "message", f->message, "code", f->code, "detail",
                     f->detail, "hint", f->hint);
}

/* Runs a statement and answers. What has ended the transaction ends the delta too, whatever it catches. */
static enum outcome run_statement(struct programs *p, const struct delta *delta, const json_t *message, void *ctx)
{
    const char *sql = json_string_value(json_object_get(message, "execute"));
    const char *script = json_string_value(json_object_get(message, "script"));
    struct value *values = NULL;
    size_t n = 0;
    struct execution execution = {.affected = -1};
    struct sql_failure failure = {0};
    if (sql && !values_read(json_object_get(message, "values"), ctx, &values, &n)) {
        report_misbehaviour(p, delta, "it sent values that are not those of the protocol");
        return FAILED;
    }
    bool clock = json_is_true(json_object_get(message, "clock"));
    if (clock)
        clock_call_begin(p->clock);
    bool ok = sql ? connection_execute(p->connection, sql, n, values, LARGEST_RESULT, ctx, &execution, &failure)
                  : connection_run(p->connection, script, ctx, &failure);
    if (clock)
        clock_call_end(p->clock);
    if (failure.refused && !p->refusal.message)
        p->refusal = (struct sql_failure){.message = mem_strdup(p->ctx, failure.message),
                                          .hint = failure.hint ? mem_strdup(p->ctx, failure.hint) : NULL};
    if (failure.stopped)
        return FAILED;
    if (!connection_in_transaction(p->connection)) {
        report_statement(p, delta, json_integer_value(json_object_get(message, "line")), sql ? sql : script,
                         ok ? "the transaction has ended" : failure.message);
        return FAILED;
    }
    json_t *answer = ok ? execution_json(&execution) : failure_json(&failure);
    return send_turn(p, delta, answer) ? GOES_ON : FAILED;
}

/* Newer trees have a delta whose function has a misspelt name: it does nothing, and somebody meant it to. */
static void warn_of_nothing(const struct delta *delta, const char *names)
{
    struct diag *w = diag_warning(delta->diags, "defines neither run_create nor run_upgrade: nothing runs");
    w->file = mem_strdup(delta->diags->ctx, delta->path);
    if (names && *names)
        diag_hint(delta->diags, w, "it defines %s", program_shortened(delta->diags->ctx, names, 200));
}

/* What a value that the helper says depends on the clock was written to. */
static bool check_tainted(struct programs *p, const struct delta *delta, const json_t *tainted)
{
    void *ctx = delta->diags->ctx;
    const json_t *texts = json_object_get(tainted, "values");
    size_t n = json_array_size(texts);
    const char **values = mem_array(ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(texts, i));
        values[i] = text ? text : "";
    }
    struct sql_failure failure = {0};
    json_int_t call = json_integer_value(json_object_get(tainted, "call"));
    if (clock_call_tainted(p->clock, call < 0 ? 0 : (size_t)call, n, values, ctx, &failure))
        return true;
    report_tainted(delta, json_integer_value(json_object_get(tainted, "line")), &failure);
    return false;
}

static bool check_clock(struct programs *p, const struct delta *delta, const json_t *message)
{
    const json_t *list = json_object_get(message, "clock");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!check_tainted(p, delta, json_array_get(list, i)))
            return false;
    /* The delta may have caught the exception; the row is there all the same. */
    if (p->refusal.message)
        report_tainted(delta, 0, &p->refusal);
    return !p->refusal.message;
}

static enum outcome finish(struct programs *p, const struct delta *delta, const char *how, const json_t *message)
{
    if (strcmp(how, "neither") == 0)
        warn_of_nothing(delta, json_string_value(json_object_get(message, "names")));
    else if (strcmp(how, "created") != 0 && strcmp(how, "upgraded") != 0 && strcmp(how, "upgrade only") != 0) {
        report_misbehaviour(p, delta, "it finished in a way that the protocol does not have");
        return FAILED;
    }
    return check_clock(p, delta, message) ? SUCCEEDED : FAILED;
}

static enum outcome answer(struct programs *p, const struct delta *delta, const json_t *message)
{
    const json_t *finished = json_object_get(message, "finished");
    const json_t *error = json_object_get(message, "error");
    if (json_is_string(json_object_get(message, "execute")) || json_is_string(json_object_get(message, "script"))) {
        void *ctx = mem_context(p->ctx);
        enum outcome outcome = run_statement(p, delta, message, ctx);
        mem_free(ctx);
        return outcome;
    }
    if (json_is_string(finished))
        return finish(p, delta, json_string_value(finished), message);
    if (json_is_object(error))
        report_exception(delta, error);
    else
        report_misbehaviour(p, delta, "it sent a message that the protocol does not have");
    return FAILED;
}

static bool converse(struct programs *p, const struct delta *delta, const char *source, bool living)
{
    enum outcome outcome = GOES_ON;
    p->channel.left_ms = delta->timeout_ms ? delta->timeout_ms : -1;
    if (!send_turn(p, delta,
                   json_pack("{s:s, s:s, s:b}", "run", delta->path, "source", source, "upgrade", (int)living)))
        return false;
    while (outcome == GOES_ON) {
        json_t *message = receive_turn(p, delta);
        outcome = message ? answer(p, delta, message) : FAILED;
        json_decref(message);
    }
    return outcome == SUCCEEDED;
}

bool programs_run(struct programs *p, const struct step *step, struct diags *diags)
{
    const char *path = step->path;
    struct delta delta = {path, connection_program_timeout(p->connection), diags};
    void *ctx = mem_root("programs_run");
    char *source = file_read_text(ctx, step->root, path, diags);
    size_t before = diags->n;
    bool ok = source && helper_start(p, diags);
    if (source && !ok && diags->n > before && !diags->items[before].file)
        diags->items[before].file = mem_strdup(diags->ctx, path);
    p->refusal = (struct sql_failure){0};
    trace_script_begin(&(struct trace_script){.path = path});
    ok = ok && converse(p, &delta, source, step->living);
    trace_script_begin(NULL);
    clock_calls_forget(p->clock);
    mem_free(ctx);
    return ok;
}
