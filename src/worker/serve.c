#include "base/mem.h"
#include "worker/worker.h"

static void reply_statement(struct session *s)
{
    struct writer *w = reply_begin(s, REPLY_STATEMENT);
    write_u8(w, !sqlite3_get_autocommit(s->db));
    write_u8(w, s->ran);
    write_i64(w, (int64_t)s->ran_start);
    write_u8(w, s->next != NULL);
    write_i64(w, (int64_t)s->start);
    write_i64(w, (int64_t)s->end);
    reply_end(s);
}

static bool serve_script(struct session *s, struct reader *r, void *ctx, struct failure *failure)
{
    struct pace pace = {.timeout = read_u32(r)};
    pace.until = (size_t)read_i64(r);
    const char *text = read_text(r);
    if (!text || !reader_done(r) || !script_begin(s, mem_strdup(s->ctx, text), &pace, ctx, failure))
        return false;
    reply_statement(s);
    return true;
}

static bool serve_step(struct session *s, struct reader *r, void *ctx, struct failure *failure)
{
    struct pace pace = {.timeout = read_u32(r)};
    pace.until = (size_t)read_i64(r);
    if (!reader_done(r) || !s->next || !script_step(s, &pace, ctx, failure))
        return false;
    reply_statement(s);
    return true;
}

static struct bound read_bound(struct reader *r)
{
    struct bound v = {.type = (enum protocol_value)read_u8(r)};
    if (v.type == VALUE_IS_INTEGER)
        v.integer = read_i64(r);
    else if (v.type == VALUE_IS_REAL)
        v.real = read_real(r);
    else if (v.type != VALUE_IS_NULL)
        v.bytes = read_bytes(r, &v.size);
    return v;
}

static bool serve_execute(struct session *s, struct reader *r, void *ctx, struct failure *failure)
{
    struct execution e = {.timeout = read_u32(r)};
    e.limit = read_i64(r);
    e.sql = read_text(r);
    e.n = read_count(r, 1);
    struct bound *values = mem_array(ctx, struct bound, e.n);
    for (size_t i = 0; i < e.n; i++)
        values[i] = read_bound(r);
    e.values = values;
    return e.sql && reader_done(r) && worker_execute(s, &e, ctx, failure);
}

static bool serve_queries(struct session *s, struct reader *r, void *ctx)
{
    struct execution how = {.timeout = read_u32(r)};
    how.limit = read_i64(r);
    uint32_t n = read_count(r, 2 * sizeof(uint32_t));
    struct query *queries = mem_array(ctx, struct query, n);
    bool ok = true;
    for (uint32_t i = 0; i < n; i++) {
        queries[i].sql = read_text(r);
        queries[i].param = read_text(r);
        ok = ok && queries[i].sql;
    }
    if (!ok || !reader_done(r))
        return false;
    answer_queries(s, &how, queries, n, ctx);
    return true;
}

static bool serve_reset(struct session *s, struct reader *r, void *ctx, struct failure *failure)
{
    uint32_t timeout = read_u32(r);
    if (!reader_done(r) || !session_reset(s, timeout, ctx, failure))
        return false;
    write_u8(reply_begin(s, REPLY_DONE), !sqlite3_get_autocommit(s->db));
    reply_end(s);
    return true;
}

static bool serve_request(struct session *s, uint8_t request, struct reader *r, void *ctx, struct failure *failure)
{
    switch (request) {
    case REQUEST_SCRIPT:
        return serve_script(s, r, ctx, failure);
    case REQUEST_STEP:
        return serve_step(s, r, ctx, failure);
    case REQUEST_EXECUTE:
        return serve_execute(s, r, ctx, failure);
    case REQUEST_QUERIES:
        return serve_queries(s, r, ctx);
    case REQUEST_RESET:
        return serve_reset(s, r, ctx, failure);
    default:
        return false;
    }
}

void worker_serve(struct session *s)
{
    for (;;) {
        size_t size;
        void *ctx = mem_context(s->ctx);
        char *frame = link_receive(s->tool, ctx, &size);
        struct reader r;
        struct failure failure = {.message = "not a request of the protocol"};
        reader_open(&r, frame, size);
        s->ran = false;
        s->ran_start = 0;
        if (!serve_request(s, read_u8(&r), &r, ctx, &failure))
            reply_failed(s, &failure);
        reply_flush(s);
        mem_free(ctx);
    }
}
