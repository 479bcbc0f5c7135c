/* One statement with values and rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/sqlite.h"
#include "trace/trace.h"

/*
 * The shortest text of a number that reads back as the same number, and that
 * reads as a real, not an integer. Infinities have no literal in SQL; a
 * number too large to hold stands for them.
 */
static char *real_text(double value, void *ctx)
{
    char text[40];
    if (isinf(value))
        return mem_strdup(ctx, value > 0 ? "9e999" : "-9e999");
    snprintf(text, sizeof text, "%.15g", value);
    if (strtod(text, NULL) != value)
        snprintf(text, sizeof text, "%.17g", value);
    return mem_printf(ctx, "%s%s", text, strpbrk(text, ".e") ? "" : ".0");
}

/* A cell of a reply; texts and blobs stay where they are. */
static struct cell read_cell(struct reader *r, void *ctx)
{
    struct cell c = {.type = CELL_NULL};
    double real;
    switch (read_u8(r)) {
    case VALUE_IS_NULL:
        break;
    case VALUE_IS_INTEGER:
        c = (struct cell){.type = CELL_INTEGER, .data = mem_printf(ctx, "%lld", (long long)read_i64(r))};
        c.size = strlen(c.data);
        break;
    case VALUE_IS_REAL:
        real = read_real(r);
        r->wrong |= isnan(real) != 0;
        c = (struct cell){.type = CELL_REAL, .data = real_text(real, ctx)};
        c.size = strlen(c.data);
        break;
    case VALUE_IS_TEXT:
        c.type = CELL_TEXT;
        c.data = read_bytes(r, &c.size);
        break;
    case VALUE_IS_BLOB:
        c.type = CELL_BLOB;
        c.data = read_bytes(r, &c.size);
        break;
    default:
        r->wrong = true;
    }
    return c;
}

static void read_names(struct reader *r, void *ctx, struct rows *rows)
{
    uint32_t n = read_count(r, sizeof(uint32_t));
    rows->n_columns = (int)n;
    rows->names = mem_array(ctx, const char *, n);
    for (uint32_t i = 0; i < n; i++) {
        rows->names[i] = read_text(r);
        r->wrong |= !rows->names[i];
    }
}

/* Rows while they come. */
struct arriving {
    struct cell *cells;
    size_t n;
    bool began, ended;
};

/* One REPLY_ROWS behind its type. False where it is not of the protocol. */
static bool read_rows(struct worker *w, struct reader *r, void *ctx, struct arriving *a, struct execution *e)
{
    uint8_t bits = read_u8(r);
    if (a->began == ((bits & ROWS_FIRST) != 0))
        return false;
    if (!a->began)
        read_names(r, ctx, &e->rows);
    a->began = true;
    /* A row without columns is none. */
    uint32_t columns = (uint32_t)e->rows.n_columns, n = read_count(r, columns ? columns : SIZE_MAX);
    for (size_t left = (size_t)n * columns; left > 0 && !r->wrong; left--) {
        struct cell c = read_cell(r, ctx);
        size_t at = mem_grow(ctx, &a->cells, &a->n);
        a->cells[at] = c;
    }
    e->rows.n_rows += (int)n;
    a->ended = bits & ROWS_LAST;
    if (a->ended) {
        w->in_transaction = read_u8(r);
        e->affected = read_i64(r);
    }
    return reader_done(r);
}

bool sqlite_read_result(struct worker *w, enum reply type, struct reader *r, size_t limit, void *ctx,
                        struct execution *e, struct sql_failure *failure)
{
    struct arriving a = {0};
    size_t size = 0;
    while (type == REPLY_ROWS && !a.ended) {
        size += (size_t)(r->end - r->at);
        /* It keeps to the limit by itself, and counts otherwise. */
        if (size / 2 > limit + LARGEST_FRAME || !read_rows(w, r, ctx, &a, e))
            return worker_misbehaved(w, ctx, failure);
        if (!a.ended)
            type = worker_hear(w, ctx, r, failure);
    }
    e->rows.cells = a.cells;
    e->has_rows = e->rows.n_columns > 0;
    if (a.ended || w->gone)
        return a.ended && !w->gone;
    if (type != REPLY_FAILED)
        return worker_misbehaved(w, ctx, failure);
    struct worker_failure f;
    worker_failure(w, r, ctx, &f);
    *failure = f.failure;
    if (!w->gone && f.failing == FAILING_SIZE)
        failure_at(failure, 0, failure_too_large(limit < LARGEST_PART ? limit : LARGEST_PART, ctx));
    return false;
}

/* False for what SQLite has not. */
static bool write_value(struct writer *w, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        write_u8(w, VALUE_IS_NULL);
        return true;
    case VALUE_BOOL:
    case VALUE_INTEGER:
        write_u8(w, VALUE_IS_INTEGER);
        write_i64(w, v->integer);
        return true;
    case VALUE_NUMBER:
        write_u8(w, VALUE_IS_REAL);
        write_real(w, strtod(v->data, NULL));
        return true;
    case VALUE_TEXT:
    case VALUE_BLOB:
        write_u8(w, v->type == VALUE_TEXT ? VALUE_IS_TEXT : VALUE_IS_BLOB);
        write_bytes(w, v->data, v->size);
        return true;
    default:
        return false;
    }
}

bool sqlite_execute_one(struct worker *w, const struct sqlite_question *s, void *ctx, struct execution *execution,
                        struct sql_failure *failure)
{
    struct reader reply;
    long long begun = trace_now();
    struct writer *request = worker_request(w, REQUEST_EXECUTE, s->timeout_ms);
    write_i64(request, (int64_t)s->limit);
    write_text(request, s->sql);
    write_u32(request, (uint32_t)s->n_values);
    for (size_t i = 0; i < s->n_values; i++)
        if (!write_value(request, &s->values[i])) {
            failure_at(failure, 0, mem_printf(ctx, "value %zu cannot be bound", i + 1));
            return false;
        }
    enum reply type = worker_ask(w, ctx, &reply, failure);
    bool ok = type != 0 && sqlite_read_result(w, type, &reply, s->limit, ctx, execution, failure);
    if (!ok && failure->position > strlen(s->sql))
        failure->position = 0;
    trace_statement(begun, "sqlite", s->sql, strlen(s->sql), ok ? NULL : "failed");
    return ok;
}
