/* The process that runs SQLite: asked, and what becomes of it. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/sqlite.h"

/* What is given on top of a timeout, at which the worker should stop by itself; and for its end after its last word. */
enum { GRACE_MS = 2000, END_MS = 1000 };

static const char gone_hint[] =
    "SQLite runs in a process of its own, with little memory and no rights: this statement has ended it";

struct writer *worker_request(struct worker *w, enum request request, int timeout_ms)
{
    w->timeout_ms = timeout_ms;
    writer_reset(&w->request);
    write_u32(&w->request, 0);
    write_u8(&w->request, (uint8_t)request);
    write_u32(&w->request, (uint32_t)timeout_ms);
    return &w->request;
}

void worker_init(struct worker *w, void *ctx)
{
    w->process.pid = 0;
    channel_open(&w->channel, -1, NULL);
    writer_open(&w->request, ctx);
    w->in_transaction = false;
    w->gone = NULL;
    w->stopped = false;
    w->place = NULL;
    w->last_place = 0;
    w->ctx = ctx;
}

size_t worker_place(const struct worker *w, size_t size)
{
    return w->last_place < size ? (size_t)w->last_place : size;
}

void worker_end(struct worker *w)
{
    int status;
    if (w->channel.fd >= 0)
        close(w->channel.fd);
    w->channel.fd = -1;
    if (w->place) {
        w->last_place = *w->place;
        munmap((void *)w->place, PLACE_SIZE);
        w->place = NULL;
    }
    if (w->process.pid == 0)
        return;
    kill(w->process.pid, SIGKILL);
    while (waitpid(w->process.pid, &status, 0) < 0 && errno == EINTR)
        ;
    w->process.pid = 0;
}

/* How it ended by itself; its socket is closed a moment before. */
static const char *ending(struct worker *w)
{
    int status;
    long left_ms = END_MS;
    return process_wait(&w->process, -1, NULL, &left_ms, &status) == PROCESS_ENDED ? process_ending(status, w->ctx)
                                                                                   : "closed its connection";
}

static bool lost(struct worker *w, void *ctx, struct sql_failure *failure)
{
    worker_end(w);
    w->in_transaction = false;
    failure_at(failure, 0, mem_strdup(ctx, w->gone));
    failure->hint = gone_hint;
    failure->stopped = w->stopped;
    return false;
}

bool worker_misbehaved(struct worker *w, void *ctx, struct sql_failure *failure)
{
    w->gone = "the process that runs SQLite said what is not of the protocol";
    return lost(w, ctx, failure);
}

static void break_down(struct worker *w, enum channel_end end, void *ctx, struct sql_failure *failure)
{
    switch (end) {
    case CHANNEL_STOPPED:
        w->gone = "stopped";
        w->stopped = true;
        lost(w, ctx, failure);
        break;
    case CHANNEL_TIMED_OUT:
        w->gone = failure_timeout(w->timeout_ms, w->ctx);
        lost(w, ctx, failure);
        failure->code = "SQLITE_INTERRUPT";
        failure->hint = NULL;
        break;
    case CHANNEL_CLOSED:
        w->gone = mem_printf(w->ctx, "the process that runs SQLite %s", ending(w));
        lost(w, ctx, failure);
        break;
    default:
        worker_misbehaved(w, ctx, failure);
    }
}

enum reply worker_hear(struct worker *w, void *ctx, struct reader *reply, struct sql_failure *failure)
{
    uint32_t size = 0;
    char *frame = NULL;
    w->channel.left_ms = w->timeout_ms ? w->timeout_ms + GRACE_MS : -1;
    enum channel_end end = channel_read(&w->channel, &size, sizeof size);
    if (end == CHANNEL_DONE)
        end = size > LARGEST_FRAME ? CHANNEL_TOO_LARGE : channel_read_announced(&w->channel, size, ctx, &frame);
    reader_open(reply, frame, end == CHANNEL_DONE ? size : 0);
    enum reply type = (enum reply)read_u8(reply);
    if (end != CHANNEL_DONE || reply->wrong)
        break_down(w, end, ctx, failure);
    return type;
}

enum reply worker_ask(struct worker *w, void *ctx, struct reader *reply, struct sql_failure *failure)
{
    size_t size = w->request.size - PROTOCOL_FRAME_HEAD;
    if (w->gone) {
        lost(w, ctx, failure);
        return 0;
    }
    if (size > LARGEST_PART) {
        failure_at(failure, 0, mem_printf(ctx, "it is larger than %d MiB", LARGEST_PART >> 20));
        return 0;
    }
    rewrite_u32(&w->request, 0, (uint32_t)size);
    w->channel.left_ms = w->timeout_ms ? w->timeout_ms + GRACE_MS : -1;
    enum channel_end end = channel_write(&w->channel, w->request.bytes, w->request.size);
    if (end == CHANNEL_DONE)
        return worker_hear(w, ctx, reply, failure);
    break_down(w, end, ctx, failure);
    return 0;
}

void worker_failure(struct worker *w, struct reader *r, void *ctx, struct worker_failure *out)
{
    struct sql_failure *f = &out->failure;
    w->in_transaction = read_u8(r);
    out->ran = read_u8(r);
    out->ran_start = (size_t)read_i64(r);
    out->failing = (enum failing)read_u8(r);
    *f = (struct sql_failure){.statement = (size_t)read_i64(r)};
    f->position = (size_t)read_i64(r);
    f->code = read_text(r);
    f->message = read_text(r);
    if (!reader_done(r))
        worker_misbehaved(w, ctx, f);
    else if (out->failing == FAILING_TIME)
        f->message = failure_timeout(w->timeout_ms, ctx);
}
