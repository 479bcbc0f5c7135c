#include <string.h>

#include "base/mem.h"
#include "engine/sqlite.h"

static struct worker *worker_of(const struct connection *c)
{
    return &((struct sqlite_connection *)c)->worker;
}

static struct expected *expected_of(const struct connection *c)
{
    return &((struct sqlite_connection *)c)->expected;
}

static bool in_transaction(const struct connection *c)
{
    return worker_of(c)->in_transaction;
}

static bool sqlite_run(struct connection *c, const char *script, void *ctx, struct sql_failure *failure)
{
    return sqlite_script((struct sqlite_connection *)c, script, ctx, failure);
}

static bool sqlite_command(struct connection *c, const char *sql, void *ctx, struct sql_failure *failure)
{
    struct execution ignored = {0};
    const struct sqlite_question s = {.sql = sql, .timeout_ms = c->server->statement_timeout_ms};
    sqlite_expect_nothing(expected_of(c));
    return sqlite_execute_one(worker_of(c), &s, ctx, &ignored, failure);
}

static bool sqlite_query(struct connection *c, const char *query, int n_params, const char *const *params, void *ctx,
                         struct rows *rows, struct sql_failure *failure)
{
    struct execution e = {0};
    bool ok;
    const struct expected_query question = {query, n_params == 1 ? params[0] : NULL};
    if (n_params <= 1 && sqlite_expected(expected_of(c), worker_of(c), &question, c->server->statement_timeout_ms, ctx,
                                         rows, failure, &ok))
        return ok;
    struct value *values = mem_array(ctx, struct value, (size_t)n_params);
    for (int i = 0; i < n_params; i++)
        if (params[i])
            values[i] = (struct value){.type = VALUE_TEXT, .data = params[i], .size = strlen(params[i])};
    const struct sqlite_question s = {query, (size_t)n_params, values, c->server->statement_timeout_ms, LARGEST_RESULT};
    ok = sqlite_execute_one(worker_of(c), &s, ctx, &e, failure);
    *rows = e.rows;
    return ok;
}

static void expect(struct connection *c, size_t n, const struct expected_query *questions)
{
    sqlite_expect(expected_of(c), n, questions, ((struct sqlite_connection *)c)->ctx);
}

static bool sqlite_execute(struct connection *c, const char *sql, size_t n_values, const struct value *values,
                           size_t limit, void *ctx, struct execution *execution, struct sql_failure *failure)
{
    const struct sqlite_question s = {sql, n_values, values, c->server->statement_timeout_ms, limit};
    if (!hook_before(c, sql, strlen(sql), 0, ctx, failure))
        return false;
    sqlite_expect_nothing(expected_of(c));
    return sqlite_execute_one(worker_of(c), &s, ctx, execution, failure) && hook_after(c, 0, ctx, failure);
}

/* Nothing but questions is asked, and no setting of a session changes their answers. */
static bool savepoint_not_needed(struct connection *c, void *ctx, struct sql_failure *failure)
{
    (void)c;
    (void)ctx;
    (void)failure;
    return true;
}

static bool sqlite_reset(struct connection *c, void *ctx, struct sql_failure *failure)
{
    struct worker *w = worker_of(c);
    struct reader reply;
    struct worker_failure f;
    sqlite_expect_nothing(expected_of(c));
    worker_request(w, REQUEST_RESET, c->server->statement_timeout_ms);
    enum reply type = worker_ask(w, ctx, &reply, failure);
    if (type == REPLY_FAILED) {
        worker_failure(w, &reply, ctx, &f);
        *failure = f.failure;
        return false;
    }
    if (type != 0)
        w->in_transaction = read_u8(&reply);
    return type != 0 && ((type == REPLY_DONE && reader_done(&reply)) || worker_misbehaved(w, ctx, failure));
}

static void sqlite_drop(struct connection *c)
{
    worker_end(worker_of(c));
    mem_free(((struct sqlite_connection *)c)->ctx);
}

const struct connection_ops sqlite_connection_ops = {
    .run = sqlite_run,
    .query = sqlite_query,
    .expect = expect,
    .execute = sqlite_execute,
    .command = sqlite_command,
    .in_transaction = in_transaction,
    .savepoint_begin = savepoint_not_needed,
    .savepoint_end = savepoint_not_needed,
    .reset = sqlite_reset,
    .drop = sqlite_drop,
};

static struct connection *sqlite_create(struct server *server, const char *label, struct diags *diags)
{
    (void)label;
    void *ctx = mem_root("sqlite");
    struct sqlite_connection *q = mem_new(ctx, struct sqlite_connection);
    struct worker_opening opening = {.opening = OPEN_MEMORY, .stubs = server->stubs, .functions = server->functions};
    struct worker_opened opened;
    q->base = (struct connection){.ops = &sqlite_connection_ops, .server = server};
    q->ctx = ctx;
    bool ok = worker_start(&q->worker, &opening, server->stop, ctx, &opened, diags);
    if (ok && !opened.fault) {
        q->base.version = opened.number;
        q->library = opened.library;
        return &q->base;
    }
    if (ok)
        diag_error(diags, "cannot open a SQLite database: %s", opened.fault);
    sqlite_drop(&q->base);
    return NULL;
}

const char *sqlite_connection_library(const struct connection *connection)
{
    return ((const struct sqlite_connection *)connection)->library;
}

/* A worker is asked, since only that is linked with the library. False with the reason in diags or opened->fault. */
static bool ask_library(void *ctx, struct worker_opened *opened, struct diags *diags)
{
    struct worker worker;
    struct worker_opening opening = {.opening = OPEN_MEMORY};
    *opened = (struct worker_opened){.fault = NULL};
    bool ok = worker_start(&worker, &opening, NULL, ctx, opened, diags) && opened->version;
    worker_end(&worker);
    return ok;
}

char *sqlite_library(void *ctx)
{
    struct worker_opened opened;
    struct diags diags;
    diags_init(&diags, ctx);
    return ask_library(ctx, &opened, &diags)
               ? mem_printf(ctx, "SQLite %s", opened.version)
               : mem_printf(ctx, "SQLite: %s", diags.n ? diags.items[0].message : opened.fault);
}

int sqlite_library_number(void *ctx)
{
    struct worker_opened opened;
    struct diags diags;
    diags_init(&diags, ctx);
    return ask_library(ctx, &opened, &diags) ? opened.number : 0;
}

static void sqlite_stop(struct server *server, struct diags *diags)
{
    (void)diags;
    mem_free(server);
}

static const struct server_ops server_ops = {.create = sqlite_create, .stop = sqlite_stop};

struct server *sqlite_start(const struct server_options *options, struct diags *diags)
{
    (void)diags;
    struct server *server = mem_zeroed(NULL, sizeof *server, 1);
    *server = (struct server){.ops = &server_ops,
                              .engine = ENGINE_SQLITE,
                              .statement_timeout_ms = options->statement_timeout_ms,
                              .program_timeout_ms = options->program_timeout_ms,
                              .row_limit = options->row_limit,
                              .stubs = options->stubs,
                              .functions = options->functions,
                              .stop = options->stop};
    return server;
}
