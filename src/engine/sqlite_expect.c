/* Queries that were expected, fetched many at a time: asking each by itself takes longer than answering it. */
#include <string.h>

#include "base/mem.h"
#include "engine/sqlite.h"
#include "trace/trace.h"

/* How many are fetched at once, and how far ahead one is looked for. */
enum { AT_ONCE = 256 };

struct answer {
    void *ctx; /* of the rows */
    bool ok;
    struct rows rows;
    struct sql_failure failure;
};

void sqlite_expect_nothing(struct expected *e)
{
    mem_free(e->ctx);
    *e = (struct expected){0};
}

void sqlite_expect(struct expected *e, size_t n, const struct expected_query *questions, void *ctx)
{
    sqlite_expect_nothing(e);
    e->ctx = mem_context(ctx);
    e->n = n;
    e->questions = mem_array(e->ctx, struct expected_query, n);
    e->answers = mem_array(e->ctx, struct answer, n);
    for (size_t i = 0; i < n; i++) {
        e->questions[i].query = mem_strdup(e->ctx, questions[i].query);
        e->questions[i].param = mem_strdup(e->ctx, questions[i].param);
    }
}

static bool is_same(const struct expected_query *a, const struct expected_query *b)
{
    return strcmp(a->query, b->query) == 0 && !a->param == !b->param && (!a->param || strcmp(a->param, b->param) == 0);
}

/* The place of a question among the next; n where it is not there. */
static size_t find(const struct expected *e, const struct expected_query *question)
{
    for (size_t i = e->next; i < e->n && i < e->next + AT_ONCE; i++)
        if (is_same(&e->questions[i], question))
            return i;
    return e->n;
}

/* Fetches the answers to questions from `at` on. Where the worker is lost, the rest is not expected any more. */
static void fetch(struct expected *e, struct worker *w, size_t at, int timeout_ms)
{
    struct reader reply;
    long long begun = trace_now();
    size_t end = at + AT_ONCE < e->n ? at + AT_ONCE : e->n;
    struct writer *request = worker_request(w, REQUEST_QUERIES, timeout_ms);
    write_i64(request, LARGEST_RESULT);
    write_u32(request, (uint32_t)(end - at));
    for (size_t i = at; i < end; i++) {
        write_text(request, e->questions[i].query);
        write_text(request, e->questions[i].param);
    }
    for (size_t i = at; i < end && i < e->n; i++) {
        struct answer *a = &e->answers[i];
        struct execution execution = {0};
        a->ctx = mem_context(e->ctx);
        enum reply type =
            i == at ? worker_ask(w, a->ctx, &reply, &a->failure) : worker_hear(w, a->ctx, &reply, &a->failure);
        a->ok = type != 0 && sqlite_read_result(w, type, &reply, LARGEST_RESULT, a->ctx, &execution, &a->failure);
        a->rows = execution.rows;
        trace_statement(begun, "sqlite", e->questions[i].query, strlen(e->questions[i].query), a->ok ? NULL : "failed");
        e->fetched = i + 1;
        if (w->gone || type == 0)
            e->n = e->fetched;
    }
}

bool sqlite_expected(struct expected *e, struct worker *w, const struct expected_query *question, int timeout_ms,
                     void *ctx, struct rows *rows, struct sql_failure *failure, bool *ok)
{
    size_t at = find(e, question);
    if (at == e->n)
        return false;
    if (at >= e->fetched)
        fetch(e, w, at, timeout_ms);
    struct answer *a = &e->answers[at];
    *ok = a->ok;
    *rows = a->rows;
    *failure = a->failure;
    talloc_steal(ctx, a->ctx);
    for (; e->next < at; e->next++)
        mem_free(e->answers[e->next].ctx);
    e->next++;
    return true;
}
