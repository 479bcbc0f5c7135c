#include <pg_query.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/process.h"
#include "base/shortage.h"
#include "base/wait.h"
#include "engine/postgres.h"
#include "engine/postgres_prepare.h"
#include "sql/postgres/depth.h"
#include "trace/trace.h"

static struct postgres_connection *cast(const struct connection *c)
{
    return (struct postgres_connection *)c;
}

static bool in_transaction(const struct connection *c)
{
    PGTransactionStatusType status = PQtransactionStatus(cast(c)->link.conn);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

/* ROLLBACK TO a savepoint has the tag of a ROLLBACK. */
static bool is_to_savepoint(const char *sql)
{
    if (sql_is_deep(sql))
        return false;
    PgQueryParseResult parsed = pg_query_parse(sql);
    bool is = !parsed.error && strstr(parsed.parse_tree, "\"TRANS_STMT_ROLLBACK_TO\"");
    pg_query_free_parse_result(parsed);
    return is;
}

/*
 * Whether the transaction that was open before has ended. Another may be open
 * by now: COMMIT AND CHAIN, ROLLBACK AND CHAIN, and what the server takes for
 * several statements where we saw one, because a setting changes its quotes.
 */
static bool ends_transaction(const struct link_tags *tags, const char *sql)
{
    return tags->ends || (tags->rollbacks && !(tags->n == 1 && is_to_savepoint(sql)));
}

/* What the hook asks is none of the rows that somebody waits for. */
static bool watched(struct postgres_connection *p, const struct statement *s, bool done, void *ctx,
                    struct sql_failure *failure)
{
    struct row_sink *sink = p->link.sink;
    p->link.sink = NULL;
    bool ok = done ? hook_after(&p->base, s->start, ctx, failure)
                   : hook_before(&p->base, s->script + s->start, s->length, s->start, ctx, failure);
    p->link.sink = sink;
    return ok;
}

/* On somebody's server: false with a failure where the statement would reach beyond its database. */
static bool stays_within(const struct postgres_connection *p, const struct statement *s, const char *sql, void *ctx,
                         struct sql_failure *failure)
{
    const char *reach = p->server && p->server->guarded ? postgres_reach(sql, p->database) : NULL;
    if (!reach)
        return true;
    failure_at(failure, s->start,
               mem_printf(ctx, "the statement %s, which no delta may on a server that others use", reach));
    failure->hint = "--trust-deltas lets it, with all rights of the role";
    return false;
}

static bool postgres_command(struct connection *c, const char *sql, void *ctx, struct sql_failure *failure);

static bool run_statement(struct postgres_connection *p, const struct statement *s, void *ctx,
                          struct sql_failure *failure)
{
    PGresult *result;
    char *sql = mem_strndup(ctx, s->script + s->start, s->length);
    enum prepared_statement prepared = postgres_prepared(p, sql, s->start, ctx, failure);
    if (prepared != PREPARED_NOT)
        return prepared == PREPARED_OVER;
    if (!watched(p, s, false, ctx, failure))
        return false;
    if (!stays_within(p, s, sql, ctx, failure))
        return false;
    /* A savepoint tells what an extension's script made from what follows in the transaction (addition.sql). */
    bool apart = in_transaction(&p->base) && postgres_runs_extension_script(sql);
    if (apart && !postgres_command(&p->base, "SAVEPOINT fullschema_extension", ctx, failure))
        return false;
    trace_statement_at(s->start);
    enum link_end end = link_run(&p->link, sql, p->base.server->statement_timeout_ms, &result);
    p->base.ended |= p->base.begun && ends_transaction(&p->link.tags, sql);
    mem_free(sql);
    if (failure_of_postgres(failure, s, &p->link, end, result, ctx)) {
        if (end == LINK_TIMED_OUT)
            failure->message = failure_timeout(p->base.server->statement_timeout_ms, ctx);
        return false;
    }
    return (!apart || postgres_command(&p->base, "RELEASE SAVEPOINT fullschema_extension", ctx, failure)) &&
           transaction_holds(&p->base, s->start, failure) && watched(p, s, true, ctx, failure);
}

static bool postgres_run(struct connection *c, const char *script, void *ctx, struct sql_failure *failure)
{
    struct postgres_connection *p = cast(c);
    size_t n;
    /* The server's own lexer is the same, and heeds no timeout either. */
    if (sql_is_slow(script, &n)) {
        failure_at(failure, n, "a row of signs without a blank is longer than can be read");
        return false;
    }
    void *scratch = mem_context(ctx);
    struct statement *statements = postgres_split(script, &n, scratch);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = run_statement(p, &statements[i], ctx, failure);
    if (ok && n && !c->begun && in_transaction(c)) {
        failure_at(failure, statements[n - 1].start, "the script begins a transaction and does not end it");
        ok = false;
    }
    mem_free(scratch);
    return ok;
}

static bool postgres_execute(struct connection *c, const char *sql, size_t n_values, const struct value *values,
                             size_t limit, void *ctx, struct execution *execution, struct sql_failure *failure)
{
    struct link *link = &cast(c)->link;
    char *script = postgres_fill_in(sql, n_values, values, ctx, failure);
    if (!script)
        return false;
    struct collector collector;
    collector_init(&collector, execution, limit, ctx);
    link->sink = &collector.sink;
    bool ok = postgres_run(c, script, ctx, failure);
    link->sink = NULL;
    if (collector.sink.refused && !(failure->stopped && !ok)) {
        failure_at(failure, 0, failure_too_large(limit, ctx));
        return false;
    }
    return ok;
}

/* Deferred triggers and constraints run at the commit, where the server's own limit no longer holds. */
static int time_for(const struct postgres_connection *p, bool commits)
{
    return commits ? p->base.server->statement_timeout_ms : p->base.server->command_timeout_ms;
}

static bool postgres_command(struct connection *c, const char *sql, void *ctx, struct sql_failure *failure)
{
    struct postgres_connection *p = cast(c);
    struct statement s = {sql, 0, strlen(sql)};
    bool commits = strcmp(sql, "COMMIT") == 0;
    PGresult *result;
    enum link_end end = link_run(&p->link, sql, time_for(p, commits), &result);
    /* A transaction that failed is "committed" by rolling it back, which is no error to the server. */
    bool rolled_back = end == LINK_DONE && commits && strcmp(PQcmdStatus(result), "ROLLBACK") == 0;
    if (failure_of_postgres(failure, &s, &p->link, end, result, ctx)) {
        if (end == LINK_TIMED_OUT && commits)
            failure->message = failure_timeout(time_for(p, commits), ctx);
        return false;
    }
    if (rolled_back)
        failure_at(failure, 0, "the transaction had failed and was rolled back");
    return !rolled_back;
}

static bool savepoint_begin(struct connection *c, void *ctx, struct sql_failure *failure)
{
    cast(c)->savepoint_saved = in_transaction(c);
    return postgres_command(c, cast(c)->savepoint_saved ? "SAVEPOINT fullschema_savepoint" : "BEGIN", ctx, failure) &&
           postgres_command(c, "RESET ALL", ctx, failure) && postgres_command(c, session_statements, ctx, failure);
}

/* Settings go back with either. */
static bool savepoint_end(struct connection *c, void *ctx, struct sql_failure *failure)
{
    if (!cast(c)->savepoint_saved)
        return postgres_command(c, "ROLLBACK", ctx, failure);
    return postgres_command(c, "ROLLBACK TO SAVEPOINT fullschema_savepoint", ctx, failure) &&
           postgres_command(c, "RELEASE SAVEPOINT fullschema_savepoint", ctx, failure);
}

static bool postgres_reset(struct connection *c, void *ctx, struct sql_failure *failure)
{
    return postgres_command(c, "DISCARD ALL", ctx, failure) && postgres_command(c, session_statements, ctx, failure);
}

/* The most that one query is answered with by a server of ours, in bytes of memory. */
enum { LARGEST_ANSWER = 512 << 20 };

static bool postgres_query(struct connection *c, const char *query, int n_params, const char *const *params, void *ctx,
                           struct rows *rows, struct sql_failure *failure)
{
    struct postgres_connection *p = cast(c);
    struct statement s = {query, 0, strlen(query)};
    struct row_sink *sink = p->link.sink;
    struct rows_collector collector;
    PGresult *result;
    if (p->ahead && n_params == 0 && ahead_take(p->ahead, query, ctx, rows))
        return true;
    _Atomic size_t left = LARGEST_ANSWER;
    rows_collector_init(&collector, rows, c->server->answers_limited ? &c->server->answers_left : &left, ctx);
    p->link.sink = &collector.sink;
    int timeout = c->server->query_timeout_ms;
    bool ours = p->server || n_params > 0; /* with parameters there are few, in which every name has its schema */
    enum link_end end = ours ? link_query(&p->link, query, n_params, params, timeout, &result)
                             : link_query_own_names(&p->link, query, timeout, &result);
    p->link.sink = sink;
    if (!failure_of_postgres(failure, &s, &p->link, end, result, ctx))
        return true;
    c->moved = !p->server && postgres_is_about_moved(failure);
    if (end == LINK_REFUSED && collector.fault)
        failure->message = *collector.fault             ? collector.fault
                           : c->server->answers_limited ? failure_answers(c->server, ctx)
                                                        : failure_too_large(LARGEST_ANSWER, ctx);
    return false;
}

static void postgres_drop(struct connection *c)
{
    struct postgres_connection *p = cast(c);
    ahead_end(p->ahead);
    link_close(&p->link);
    if (p->server)
        postgres_database_drop(p->server, p->database);
    mem_free(p->ctx);
}

const struct connection_ops postgres_connection_ops = {
    .run = postgres_run,
    .query = postgres_query,
    .expect = postgres_expect,
    .execute = postgres_execute,
    .command = postgres_command,
    .in_transaction = in_transaction,
    .savepoint_begin = savepoint_begin,
    .savepoint_end = savepoint_end,
    .reset = postgres_reset,
    .drop = postgres_drop,
    .has_moved = postgres_has_moved,
    .again = postgres_again,
    .prepare = postgres_prepare,
};

/* Connects to its database. False with the reason in diags. */
static bool connect_to(struct postgres_connection *p, struct diags *diags)
{
    struct text conninfo;
    struct sql_failure failure;
    struct postgres_server *server = p->server;
    text_open(&conninfo);
    fputs(server->conninfo, conninfo.out);
    conninfo_add(conninfo.out, "dbname", p->database);
    enum link_end end = link_open(&p->link, text_close(&conninfo, p->ctx), LINK_CONNECT_MS, server->base.stop);
    p->link.directory = server->space.directory;
    p->link.space = server->space.directory ? &server->space : NULL;
    if (end == LINK_DONE && postgres_command(&p->base, session_statements, p->ctx, &failure))
        return true;
    if (!server_stop_wanted(server->base.stop)) {
        struct diag *e = diag_error(diags, "cannot connect to the database %s", p->database);
        const char *trouble = end == LINK_DONE ? failure.message : link_trouble(&p->link, end, p->ctx);
        diag_detail(diags, e, trouble);
        if (says_no_process(trouble))
            shortage_of_processes(diags, e);
    }
    return false;
}

/* How long a session may take to go. */
enum { END_MS = 5000 };

bool postgres_reconnect(struct postgres_connection *p, void (*between)(void *data), void *data, struct diags *diags)
{
    int end = process_watch(PQbackendPID(p->link.conn));
    long left_ms = END_MS;
    link_close(&p->link);
    if (end >= 0) {
        /* Whoever copies a database while a session is just going waits for a tenth of a second. */
        wait_ready(end, POLLIN, NULL, &left_ms);
        close(end);
    }
    between(data);
    return connect_to(p, diags);
}

struct connection *postgres_connection_open(struct postgres_server *server, const char *database, struct diags *diags)
{
    void *ctx = mem_root("connection");
    struct postgres_connection *p = mem_new(ctx, struct postgres_connection);
    p->base =
        (struct connection){.ops = &postgres_connection_ops, .server = &server->base, .version = server->base.version};
    p->ctx = ctx;
    p->server = server;
    p->database = mem_strdup(ctx, database);
    if (connect_to(p, diags))
        return &p->base;
    postgres_drop(&p->base);
    return NULL;
}
