#include <string.h>

#include "base/mem.h"
#include "engine/sqlite.h"

static struct sqlite_connection *cast(const struct connection *c)
{
    return (struct sqlite_connection *)c;
}

static bool in_transaction(const struct connection *c)
{
    return !sqlite3_get_autocommit(cast(c)->db);
}

/* Where a statement's first token stands; the library takes all before it as part of the statement. */
static size_t skip_blank(const char *s, size_t at)
{
    for (;;) {
        if (s[at] && strchr(" \t\r\n\f;", s[at])) {
            at++;
        } else if (s[at] == '-' && s[at + 1] == '-') {
            at += strcspn(s + at, "\n");
        } else if (s[at] == '/' && s[at + 1] == '*') {
            const char *end = strstr(s + at + 2, "*/");
            at = end ? (size_t)(end - s) + 2 : at + strlen(s + at);
        } else {
            return at;
        }
    }
}

static int step_to_end(struct sqlite_connection *q, sqlite3_stmt *statement)
{
    int code;
    q->guard.stepping = true;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        ;
    return code;
}

/* A statement of a script, from the text at *at: told to the watch, run, and *at moved behind it. */
static bool run_next(struct sqlite_connection *q, const char *script, size_t *at, int timeout_ms, bool watched,
                     void *ctx, struct sql_failure *failure)
{
    sqlite3_stmt *statement = NULL;
    const char *tail = NULL;
    size_t start = *at;
    guard_begin(&q->guard, timeout_ms);
    int code = q->guard.stopped ? SQLITE_INTERRUPT : sqlite3_prepare_v2(q->db, script + start, -1, &statement, &tail);
    bool ok = true;
    if (code == SQLITE_OK && statement) {
        size_t length = (size_t)(tail - script) - start;
        ok = !watched || watch_before(&q->base, script + start, length, start, ctx, failure);
        guard_begin(&q->guard, timeout_ms);
        code = ok ? step_to_end(q, statement) : SQLITE_OK;
    }
    if (code != SQLITE_OK && code != SQLITE_DONE) {
        failure_of_sqlite(failure, q->db, &q->guard, start, start, ctx);
        ok = false;
    }
    *at = ok ? (size_t)(tail - script) : start;
    bool done = statement && ok;
    sqlite3_finalize(statement);
    return ok && (!done || !watched || watch_after(&q->base, start, ctx, failure));
}

static bool sqlite_run(struct connection *c, const char *script, void *ctx, struct sql_failure *failure)
{
    struct sqlite_connection *q = cast(c);
    size_t start = 0;
    guard_defend(&q->guard, false);
    for (size_t at = skip_blank(script, 0); script[at]; at = skip_blank(script, at)) {
        start = at;
        if (!run_next(q, script, &at, c->server->statement_timeout_ms, true, ctx, failure))
            return false;
        if (!transaction_holds(c, start, failure))
            return false;
    }
    if (!c->begun && in_transaction(c)) {
        failure_at(failure, start, "the script begins a transaction and does not end it");
        return false;
    }
    return true;
}

static bool sqlite_command(struct connection *c, const char *sql, void *ctx, struct sql_failure *failure)
{
    size_t at = 0;
    return run_next(cast(c), sql, &at, 0, false, ctx, failure);
}

static bool sqlite_query(struct connection *c, const char *query, int n_params, const char *const *params, void *ctx,
                         struct rows *rows, struct sql_failure *failure)
{
    struct sqlite_connection *q = cast(c);
    sqlite3_stmt *statement = NULL;
    guard_begin(&q->guard, c->server->query_timeout_ms);
    int code = q->guard.stopped ? SQLITE_INTERRUPT : sqlite3_prepare_v2(q->db, query, -1, &statement, NULL);
    for (int i = 0; code == SQLITE_OK && i < n_params; i++)
        code = sqlite3_bind_text(statement, i + 1, params[i], -1, SQLITE_STATIC);
    if (code == SQLITE_OK) {
        q->guard.stepping = true;
        code = sqlite_collect(statement, ctx, rows);
    }
    if (code != SQLITE_DONE)
        failure_of_sqlite(failure, q->db, &q->guard, 0, 0, ctx);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE;
}

static bool sqlite_execute(struct connection *c, const char *sql, size_t n_values, const struct value *values,
                           size_t limit, void *ctx, struct execution *execution, struct sql_failure *failure)
{
    struct sqlite_connection *q = cast(c);
    int timeout_ms = c->server->statement_timeout_ms;
    if (!watch_before(c, sql, strlen(sql), 0, ctx, failure))
        return false;
    guard_defend(&q->guard, false);
    guard_begin(&q->guard, timeout_ms);
    return sqlite_execute_one(q->db, &q->guard, sql, n_values, values, limit, ctx, execution, failure) &&
           watch_after(c, 0, ctx, failure);
}

/* Nothing but questions is asked, and no setting of a session changes their answers. */
static bool aside(struct connection *c, void *ctx, struct sql_failure *failure)
{
    (void)c;
    (void)ctx;
    (void)failure;
    return true;
}

/* What a session may have changed and RESET would bring back, if SQLite had it. */
static const char session[] = "PRAGMA writable_schema = RESET;"
                              "PRAGMA foreign_keys = ON;"
                              "PRAGMA case_sensitive_like = OFF;"
                              "PRAGMA ignore_check_constraints = OFF;"
                              "PRAGMA legacy_alter_table = OFF;"
                              "PRAGMA recursive_triggers = OFF;"
                              "PRAGMA reverse_unordered_selects = OFF;"
                              "PRAGMA query_only = OFF;"
                              "PRAGMA full_column_names = OFF;"
                              "PRAGMA short_column_names = ON;"
                              "PRAGMA count_changes = OFF;"
                              "PRAGMA empty_result_callbacks = OFF;"
                              "PRAGMA trusted_schema = ON;"
                              "PRAGMA temp_store = MEMORY;";

static bool run_session(struct sqlite_connection *q, void *ctx, struct sql_failure *failure)
{
    q->guard.trusted = true;
    bool ok = sqlite_run(&q->base, session, ctx, failure);
    q->guard.trusted = false;
    guard_defend(&q->guard, true);
    return ok;
}

static const char temporary_objects[] =
    "SELECT 'DROP ' || type || ' IF EXISTS temp.\"' || replace(name, '\"', '\"\"') || '\"'"
    " FROM sqlite_temp_master WHERE type IN ('trigger', 'view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " ORDER BY type = 'table', type = 'view', sql NOT LIKE 'CREATE VIRTUAL%'";

static bool sqlite_reset(struct connection *c, void *ctx, struct sql_failure *failure)
{
    struct rows rows = {0};
    void *scratch = mem_context(ctx);
    bool ok =
        run_session(cast(c), ctx, failure) && sqlite_query(c, temporary_objects, 0, NULL, scratch, &rows, failure);
    for (int i = 0; ok && i < rows.n_rows; i++)
        ok = sqlite_command(c, rows_text(&rows, i, 0), ctx, failure);
    mem_free(scratch);
    return ok;
}

static void sqlite_drop(struct connection *c)
{
    sqlite3_close(cast(c)->db);
    mem_free(cast(c)->ctx);
}

const struct connection_ops sqlite_connection_ops = {
    .run = sqlite_run,
    .query = sqlite_query,
    .execute = sqlite_execute,
    .command = sqlite_command,
    .in_transaction = in_transaction,
    .aside_begin = aside,
    .aside_end = aside,
    .reset = sqlite_reset,
    .drop = sqlite_drop,
};

static struct connection *sqlite_create(struct server *server, const char *label, struct diags *diags)
{
    (void)label;
    void *ctx = mem_root("sqlite");
    struct sqlite_connection *q = mem_new(ctx, struct sqlite_connection);
    q->base = (struct connection){.ops = &sqlite_connection_ops, .server = server};
    q->ctx = ctx;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    struct sql_failure failure = {0};
    if (sqlite3_open_v2(":memory:", &q->db, flags, NULL) == SQLITE_OK) {
        sqlite3_extended_result_codes(q->db, 1);
        if (guard_install(&q->guard, q->db, server, ctx) == SQLITE_OK && run_session(q, ctx, &failure))
            return &q->base;
    }
    if (!failure.stopped)
        diag_error(diags, "cannot open a SQLite database: %s", sqlite3_errmsg(q->db));
    sqlite_drop(&q->base);
    return NULL;
}

static void sqlite_stop(struct server *server, struct diags *diags)
{
    (void)diags;
    mem_free(server);
}

static const struct server_ops server_ops = {.create = sqlite_create, .stop = sqlite_stop};

struct server *sqlite_start(const struct server_options *options, struct diags *diags)
{
    if (!sqlite3_threadsafe()) {
        diag_error(diags, "this SQLite library was built without support for threads");
        return NULL;
    }
    struct server *server = mem_zeroed(NULL, sizeof *server, 1);
    *server = (struct server){.ops = &server_ops,
                              .engine = ENGINE_SQLITE,
                              .version = sqlite3_libversion_number(),
                              .statement_timeout_ms = options->statement_timeout_ms,
                              .program_timeout_ms = options->program_timeout_ms,
                              .stop = options->stop};
    return server;
}
