/* One statement with values and rows: a query of the tool's own, or a statement of a program delta. */
#include <string.h>

#include "base/mem.h"
#include "base/monotonic.h"
#include "worker/worker.h"

/* What a cell costs beside its bytes; how many bytes of rows go into a frame, if no single row is larger. */
enum { CELL_OVERHEAD = 32, BATCH = 256 << 10 };

/* For how long answers are collected. */
enum { PATIENCE_MS = 50 };

/* True when nothing but white space, comments and semicolons is left. */
static bool is_blank(sqlite3 *db, const char *tail)
{
    sqlite3_stmt *next = NULL;
    for (; *tail; tail++)
        if (!strchr(" \t\r\n\f;", *tail))
            break;
    if (!*tail)
        return true;
    int code = sqlite3_prepare_v2(db, tail, -1, &next, NULL);
    bool blank = code == SQLITE_OK && !next;
    sqlite3_finalize(next);
    return blank;
}

static int bind(sqlite3_stmt *s, int at, const struct bound *v)
{
    switch (v->type) {
    case VALUE_IS_INTEGER:
        return sqlite3_bind_int64(s, at, v->integer);
    case VALUE_IS_REAL:
        return sqlite3_bind_double(s, at, v->real);
    case VALUE_IS_TEXT:
        return sqlite3_bind_text(s, at, v->bytes, (int)v->size, SQLITE_STATIC);
    case VALUE_IS_BLOB:
        return sqlite3_bind_blob(s, at, v->bytes, (int)v->size, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(s, at);
    }
}

static bool bind_all(sqlite3_stmt *s, const struct execution *e, void *ctx, struct failure *failure)
{
    size_t marks = (size_t)sqlite3_bind_parameter_count(s);
    if (marks != e->n)
        return failure_of_message(
            failure, mem_printf(ctx, "the statement has %zu marks, and %zu values were given", marks, e->n));
    for (size_t i = 0; i < e->n; i++)
        if (bind(s, (int)i + 1, &e->values[i]) != SQLITE_OK)
            return failure_of_message(failure, mem_printf(ctx, "value %zu cannot be bound", i + 1));
    return true;
}

/* Only of what is text already: asking for the length of a number turns it into text. */
static size_t size_of(sqlite3_stmt *s, int column)
{
    int type = sqlite3_column_type(s, column);
    bool bytes = type == SQLITE_TEXT || type == SQLITE_BLOB;
    return CELL_OVERHEAD + (bytes ? (size_t)sqlite3_column_bytes(s, column) : 0);
}

static size_t size_of_row(sqlite3_stmt *s)
{
    size_t size = 0;
    for (int i = 0; i < sqlite3_column_count(s); i++)
        size += size_of(s, i);
    return size;
}

static void write_cell(struct writer *w, sqlite3_stmt *s, int column)
{
    const void *bytes;
    switch (sqlite3_column_type(s, column)) {
    case SQLITE_NULL:
        write_u8(w, VALUE_IS_NULL);
        break;
    case SQLITE_INTEGER:
        write_u8(w, VALUE_IS_INTEGER);
        write_i64(w, sqlite3_column_int64(s, column));
        break;
    case SQLITE_FLOAT:
        write_u8(w, VALUE_IS_REAL);
        write_real(w, sqlite3_column_double(s, column));
        break;
    case SQLITE_BLOB:
        write_u8(w, VALUE_IS_BLOB);
        bytes = sqlite3_column_blob(s, column);
        write_bytes(w, bytes, (size_t)sqlite3_column_bytes(s, column));
        break;
    default:
        write_u8(w, VALUE_IS_TEXT);
        bytes = sqlite3_column_text(s, column);
        write_bytes(w, bytes, (size_t)sqlite3_column_bytes(s, column));
    }
}

/* A frame of rows while it grows: their number is known at its end. */
struct batch {
    struct writer *w;
    size_t start, bits_at, count_at;
    uint32_t n;
};

static void batch_begin(struct batch *b, struct session *session, sqlite3_stmt *s, bool first)
{
    b->w = reply_begin(session, REPLY_ROWS);
    b->start = session->frame;
    b->bits_at = b->w->size;
    b->n = 0;
    write_u8(b->w, first ? ROWS_FIRST : 0);
    if (first) {
        int n = sqlite3_column_count(s);
        write_u32(b->w, (uint32_t)n);
        for (int i = 0; i < n; i++)
            write_text(b->w, sqlite3_column_name(s, i));
    }
    b->count_at = b->w->size;
    write_u32(b->w, 0);
}

static void batch_end(struct batch *b, struct session *session, bool last, int64_t affected)
{
    rewrite_u32(b->w, b->count_at, b->n);
    if (last) {
        b->w->bytes[b->bits_at] = (char)(b->w->bytes[b->bits_at] | ROWS_LAST);
        write_u8(b->w, !sqlite3_get_autocommit(session->db));
        write_i64(b->w, affected);
    }
    reply_end(session);
}

/* Python counts rows for these statements, and says -1 for all others. */
static int64_t affected(sqlite3_stmt *s)
{
    static const char *const words[] = {"INSERT", "UPDATE", "DELETE", "REPLACE"};
    const char *sql = sqlite3_sql(s);
    sql += strspn(sql, " \t\r\n\f");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sqlite3_strnicmp(sql, words[i], (int)strlen(words[i])) == 0)
            return sqlite3_changes(sqlite3_db_handle(s));
    return -1;
}

static bool run(struct session *session, sqlite3_stmt *s, int64_t limit, void *ctx, struct failure *failure)
{
    struct batch b;
    int64_t size = 0;
    session->guard.stepping = true;
    /* The first step may prepare it anew, with the columns that a table has by now. */
    int code = sqlite3_step(s);
    batch_begin(&b, session, s, true);
    for (; code == SQLITE_ROW; code = sqlite3_step(s)) {
        size_t row = size_of_row(s);
        size += (int64_t)row;
        if (size > limit || row > LARGEST_PART) {
            *failure = (struct failure){.failing = FAILING_SIZE};
            return false;
        }
        for (int i = 0; i < sqlite3_column_count(s); i++)
            write_cell(b.w, s, i);
        b.n++;
        if (b.w->size - b.start < BATCH)
            continue;
        batch_end(&b, session, false, 0);
        reply_flush(session);
        batch_begin(&b, session, s, false);
    }
    if (code != SQLITE_DONE)
        return failure_of_library(failure, session, 0, ctx);
    batch_end(&b, session, true, affected(s));
    return true;
}

/* A statement that is none. */
static bool reply_nothing(struct session *session)
{
    struct batch b;
    batch_begin(&b, session, NULL, true);
    batch_end(&b, session, true, -1);
    return true;
}

/* One statement and nothing behind it; *s is NULL where there is none. */
static bool prepare(struct session *session, const char *sql, sqlite3_stmt **s, void *ctx, struct failure *failure)
{
    const char *tail = NULL;
    if (session_prepare(session, sql, s, &tail, ctx) != SQLITE_OK)
        return failure_of_library(failure, session, 0, ctx);
    return is_blank(session->db, tail) || failure_of_message(failure, "only one statement can be executed at a time");
}

bool worker_execute(struct session *session, const struct execution *e, void *ctx, struct failure *failure)
{
    sqlite3_stmt *s = NULL;
    guard_begin(&session->guard, e->timeout);
    bool ok = prepare(session, e->sql, &s, ctx, failure);
    if (ok && s)
        ok = bind_all(s, e, ctx, failure) && run(session, s, e->limit, ctx, failure);
    else if (ok)
        ok = reply_nothing(session);
    sqlite3_finalize(s);
    return ok;
}

static bool answer(struct session *session, sqlite3_stmt *s, const struct execution *how, const char *param, void *ctx,
                   struct failure *failure)
{
    const struct bound value = {.type = VALUE_IS_TEXT, .bytes = param, .size = param ? strlen(param) : 0};
    const struct execution e = {how->timeout, how->limit, NULL, &value, param ? 1 : 0};
    return bind_all(s, &e, ctx, failure) && run(session, s, e.limit, ctx, failure);
}

/* Statements that recur: what is asked of each table comes in turns. */
struct prepared {
    const char *sql; /* of the request */
    sqlite3_stmt *statement;
};
enum { AT_HAND = 4 };

/* The statement of a query, prepared if it is not at hand; NULL with *ok where there is none. */
static sqlite3_stmt *take_prepared(struct session *session, struct prepared at_hand[AT_HAND], size_t number,
                                   const char *sql, void *ctx, bool *ok, struct failure *failure)
{
    struct prepared *p = &at_hand[number % AT_HAND];
    *ok = true;
    for (size_t i = 0; i < AT_HAND; i++)
        if (at_hand[i].statement && strcmp(at_hand[i].sql, sql) == 0)
            return at_hand[i].statement;
    for (size_t i = 0; p->statement && i < AT_HAND; i++)
        p = at_hand[i].statement ? p : &at_hand[i];
    sqlite3_finalize(p->statement);
    *p = (struct prepared){.sql = sql};
    *ok = prepare(session, sql, &p->statement, ctx, failure);
    return p->statement;
}

void answer_queries(struct session *session, const struct execution *how, const struct query *queries, size_t n,
                    void *ctx)
{
    struct prepared at_hand[AT_HAND] = {{0}};
    long since = monotonic_ms();
    for (size_t i = 0; i < n; i++) {
        struct failure failure;
        bool ok;
        guard_begin(&session->guard, how->timeout);
        sqlite3_stmt *s = take_prepared(session, at_hand, i, queries[i].sql, ctx, &ok, &failure);
        if (!ok || !answer(session, s, how, queries[i].param, ctx, &failure))
            reply_failed(session, &failure);
        sqlite3_reset(s);
        /* Who waits shall not wait for many that are slow. */
        if (session->reply.size < BATCH && monotonic_ms() - since < PATIENCE_MS)
            continue;
        reply_flush(session);
        since = monotonic_ms();
    }
    for (size_t i = 0; i < AT_HAND; i++)
        sqlite3_finalize(at_hand[i].statement);
}
