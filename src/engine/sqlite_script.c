/* Running a script: the worker cuts it into statements, and runs on alone while nobody has to look on. */
#include <string.h>

#include "base/mem.h"
#include "engine/sqlite.h"
#include "sql/sqlite/split.h"
#include "trace/trace.h"

struct script {
    struct sqlite_connection *q;
    struct connection *connection;
    struct worker *worker;
    const char *text;
    size_t size;
    void *ctx;
    struct sqlite_statements parts; /* as far as tokens tell: where the worker may have to ask */
    bool is_cut;                    /* parts are there */
    size_t part;                    /* those before this one are done */
    /* As the worker said last: */
    bool ran;         /* something has run */
    size_t ran_start; /* where the last of that starts */
    bool more;        /* a statement is prepared */
    size_t start, end;
};

static bool wants(const struct script *s, size_t from, size_t to)
{
    struct statement_hook *hook = s->connection->hook;
    char *text = mem_strndup(s->ctx, s->text + from, to - from);
    bool wanted = hook->wants(hook, text);
    mem_free(text);
    return wanted;
}

/* Where a part begins; what stands between two belongs to the first. */
static size_t boundary(const struct script *s, size_t part)
{
    return part < s->parts.n ? (size_t)(s->parts.items[part].tokens[0].start - s->text) : s->size;
}

/* How far the worker may run on from `from`: to the first part that somebody wants to see. */
static size_t until(struct script *s, size_t from)
{
    if (trace_wants(TRACE_ALL))
        return from;
    if (!s->connection->hook)
        return s->size;
    if (!s->is_cut && !wants(s, 0, s->size))
        return s->size;
    if (!s->is_cut)
        s->parts = sqlite_split(s->ctx, s->text);
    s->is_cut = true;
    for (; s->part < s->parts.n; s->part++) {
        size_t begin = s->part > 0 ? boundary(s, s->part) : 0, end = boundary(s, s->part + 1);
        if (end > from && wants(s, begin > from ? begin : from, end))
            return begin > from ? begin : from;
    }
    return s->size;
}

/* Takes a reply to REQUEST_SCRIPT or REQUEST_STEP; false on failure, of a statement behind what has run. */
static bool take(struct script *s, enum reply type, struct reader *r, struct sql_failure *failure)
{
    struct worker *w = s->worker;
    struct worker_failure f;
    s->ran = s->more = false;
    if (type == REPLY_FAILED) {
        worker_failure(w, r, s->ctx, &f);
        *failure = f.failure;
        s->ran = f.ran && !w->gone;
        s->ran_start = f.ran_start;
        bool within = failure->statement <= s->size && failure->position <= s->size && s->ran_start <= s->size;
        return !w->gone && (!within || !failure->message) && worker_misbehaved(w, s->ctx, failure);
    }
    w->in_transaction = read_u8(r);
    s->ran = read_u8(r);
    s->ran_start = (size_t)read_i64(r);
    s->more = read_u8(r);
    s->start = (size_t)read_i64(r);
    s->end = (size_t)read_i64(r);
    bool within = s->ran_start <= s->size && (!s->more || (s->start < s->end && s->end <= s->size));
    return (type == REPLY_STATEMENT && reader_done(r) && within) || worker_misbehaved(w, s->ctx, failure);
}

/*
 * Whether a statement that fails so has run: of these the library rolls a transaction back by itself
 * (https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction), the last by ON CONFLICT ROLLBACK.
 */
static bool rolls_back(const struct sql_failure *failure)
{
    static const char *const codes[] = {"SQLITE_INTERRUPT", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_NOMEM",
                                        "SQLITE_CONSTRAINT"};
    for (size_t i = 0; failure->code && i < sizeof codes / sizeof *codes; i++)
        if (strncmp(failure->code, codes[i], strlen(codes[i])) == 0)
            return true;
    return false;
}

/* Sends the request that was begun. What has run is looked at first, whether what followed failed or not. */
static bool go_on(struct script *s, bool watched, struct sql_failure *failure)
{
    struct connection *c = s->connection;
    struct reader reply;
    struct sql_failure next = {0};
    enum reply type = worker_ask(s->worker, s->ctx, &reply, &next);
    bool ok = type != 0 && take(s, type, &reply, &next);
    if (type == 0)
        s->ran = s->more = false;
    if (s->worker->gone)
        next.statement = next.position = worker_place(s->worker, s->size);
    if (s->ran && watched && !hook_after(c, s->ran_start, s->ctx, failure))
        return false;
    bool blameless = !ok && rolls_back(&next);
    if (s->ran && !s->worker->gone && !blameless && !transaction_holds(c, s->ran_start, failure))
        return false;
    if (!ok)
        *failure = next;
    return ok;
}

/* Runs the prepared statement, and those behind it that nobody wants to see. */
static bool step(struct script *s, struct sql_failure *failure)
{
    struct connection *c = s->connection;
    bool watched = c->hook && wants(s, s->start, s->end);
    bool traced = trace_wants(TRACE_ALL); /* one by one, then, as their times are wanted */
    size_t start = s->start, end = s->end;
    long long begun = trace_now();
    if (watched && !hook_before(c, s->text + s->start, s->end - s->start, s->start, s->ctx, failure))
        return false;
    sqlite_expect_nothing(&s->q->expected);
    struct writer *request = worker_request(s->worker, REQUEST_STEP, c->server->statement_timeout_ms);
    write_i64(request, watched || traced ? 0 : (int64_t)until(s, s->start));
    bool ok = go_on(s, watched, failure);
    if (traced) {
        trace_statement_at(start);
        trace_statement(begun, "sqlite", s->text + start, end - start, ok || s->ran ? NULL : "failed");
    }
    return ok;
}

bool sqlite_script(struct sqlite_connection *q, const char *text, void *ctx, struct sql_failure *failure)
{
    struct connection *c = &q->base;
    struct script s = {q, c, &q->worker, text, .size = strlen(text), .ctx = mem_context(ctx)};
    sqlite_expect_nothing(&q->expected);
    struct writer *request = worker_request(&q->worker, REQUEST_SCRIPT, c->server->statement_timeout_ms);
    write_i64(request, (int64_t)until(&s, 0));
    write_text(request, text);
    bool ok = go_on(&s, false, failure);
    size_t last = s.ran_start;
    while (ok && s.more) {
        ok = step(&s, failure);
        last = s.ran_start;
    }
    if (ok && !c->begun && q->worker.in_transaction) {
        failure_at(failure, last, "the script begins a transaction and does not end it");
        ok = false;
    }
    if (ok)
        mem_free(s.ctx);
    return ok;
}
