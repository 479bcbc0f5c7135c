#include "engine/live.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libpq-fe.h>

#include "base/mem.h"
#include "engine/private.h"
#include "trace/trace.h"

static const char *const names[ENGINE_COUNT] = {[ENGINE_POSTGRES] = "postgres", [ENGINE_SQLITE] = "sqlite"};

const char *engine_name(enum engine engine)
{
    return names[engine];
}

bool engine_from_name(const char *name, enum engine *out)
{
    for (int i = 0; i < ENGINE_COUNT; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (enum engine)i;
            return true;
        }
    return false;
}

bool engine_same_name(enum engine engine, const char *a, const char *b)
{
    return engine == ENGINE_SQLITE ? strcasecmp(a, b) == 0 : strcmp(a, b) == 0;
}

char *engine_library(enum engine engine, void *ctx)
{
    int pq = PQlibVersion();
    return engine == ENGINE_SQLITE ? sqlite_library(ctx) : mem_printf(ctx, "libpq %d.%d", pq / 10000, pq % 10000);
}

void engine_ignore_environment(void)
{
    static const char *const variables[] = {"PGSERVICE", "PGSERVICEFILE", "PGOPTIONS", "PGTZ", "PGDATESTYLE", "PGGEQO"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
}

int server_stop_fd(const struct cancellation *stop)
{
    return stop ? cancellation_fd(stop) : -1;
}

bool server_stop_wanted(const struct cancellation *stop)
{
    return stop && cancellation_requested(stop);
}

void failure_at(struct sql_failure *failure, size_t statement, const char *message)
{
    *failure = (struct sql_failure){.statement = statement, .position = statement, .message = message};
}

char *failure_timeout(int timeout_ms, void *ctx)
{
    return mem_printf(ctx, "cancelled after %g s, the statement timeout", timeout_ms / 1000.0);
}

char *failure_answers(const struct server *server, void *ctx)
{
    return mem_printf(ctx, "the answers of the database take more than %zu MiB: --answer-limit allows more",
                      server->answers_limit >> 20);
}

char *failure_too_large(size_t limit, void *ctx)
{
    return mem_printf(ctx, "the result is larger than %zu MiB", limit >> 20);
}

struct server *server_start(enum engine engine, const struct server_options *options, struct diags *diags)
{
    if (engine == ENGINE_SQLITE)
        return sqlite_start(options, diags);
    long long begun = trace_now();
    struct server *server =
        options->pg_user ? postgres_running_start(options, diags) : postgres_cluster_start(options, diags);
    if (server)
        trace_step(begun, "postgres: %s server of version %d.%d",
                   options->pg_user ? "connected to a" : "started a throwaway", server->version / 10000,
                   server->version % 10000);
    return server;
}

void server_stop(struct server *server, struct diags *diags)
{
    long long begun = trace_now();
    bool shown = server && server->engine == ENGINE_POSTGRES;
    if (server)
        server->ops->stop(server, diags);
    if (shown)
        trace_step(begun, "postgres: done with the server");
}

bool server_has_cached(const struct server *server)
{
    return server->ops->has_cached && server->ops->has_cached(server);
}

bool server_keep(struct server *server, struct cache *cache, const uint8_t key[DIGEST_SIZE],
                 struct cached_databases *cached, void *ctx)
{
    errno = 0;
    return server->ops->keep && server->ops->keep(server, cache, key, cached, ctx);
}

struct connection *database_resume(struct server *server, const char *name, struct diags *diags)
{
    return server->ops->resume(server, name, diags);
}

bool database_copy(struct connection *connection, const char **name, void *ctx, struct diags *diags)
{
    const struct server_ops *ops = connection->server->ops;
    *name = NULL;
    return !ops || !ops->copy || ops->copy(connection, name, ctx, diags);
}

bool server_add_role(struct server *server, const char *name, void *ctx, struct sql_failure *failure)
{
    return server->ops->add_role && server->ops->add_role(server, name, ctx, failure);
}

struct connection *database_create(struct server *server, const char *label, struct diags *diags)
{
    return server->ops->create(server, label, diags);
}

void database_drop(struct connection *connection)
{
    if (connection)
        connection->ops->drop(connection);
}

struct connection *database_open(enum engine engine, const char *location, const struct database_options *options,
                                 struct diags *diags)
{
    long long begun = trace_now();
    struct connection *connection =
        engine == ENGINE_POSTGRES ? postgres_open(location, options, diags) : sqlite_open(location, options, diags);
    if (connection && trace_wants(TRACE_STEPS)) {
        char *label = database_label(engine, location, NULL);
        trace_step(begun, "opened %s", label);
        mem_free(label);
    }
    return connection;
}

struct connection *database_open_to_fill(enum engine engine, const char *location,
                                         const struct database_options *options, struct diags *diags)
{
    return engine == ENGINE_POSTGRES ? postgres_open_to_fill(location, options, diags)
                                     : sqlite_open_to_fill(location, options, diags);
}

bool database_keep(struct connection *connection, void *ctx, struct sql_failure *failure)
{
    bool stopped = server_stop_wanted(connection->server->stop);
    if (stopped)
        *failure = (struct sql_failure){.message = "stopped", .stopped = true};
    bool ok = !stopped && connection_commit(connection, ctx, failure);
    if (ok && connection->ops->committed)
        connection->ops->committed(connection);
    database_drop(connection);
    return ok;
}

bool database_is_new(const struct connection *connection)
{
    return connection->made;
}

void rows_forget_cells(struct rows *rows)
{
    if (rows->list)
        mem_free(rows->list);
    rows->list = NULL;
    rows->cells = NULL;
    rows->n_rows = 0;
}

bool database_moved(struct connection *connection, bool failed)
{
    return connection->moved || (connection->ops->has_moved && connection->ops->has_moved(connection, failed));
}

bool database_again(struct connection *connection, struct diags *diags)
{
    return connection->ops->again(connection, diags);
}

bool database_close(struct connection *connection, struct diags *diags)
{
    bool ok = !connection || !connection->ops->still_holds || connection->ops->still_holds(connection, diags);
    database_drop(connection);
    return ok;
}

bool database_is_postgres(const char *location)
{
    return postgres_is_location(location);
}

char *database_label(enum engine engine, const char *location, void *ctx)
{
    return engine == ENGINE_POSTGRES ? postgres_label(location, ctx) : mem_strdup(ctx, location);
}

enum engine connection_engine(const struct connection *connection)
{
    return connection->server->engine;
}

int connection_version(const struct connection *connection)
{
    return connection->version;
}

const struct cancellation *connection_stop(const struct connection *connection)
{
    return connection->server->stop;
}

size_t connection_row_limit(const struct connection *connection)
{
    return (size_t)connection->server->row_limit;
}

int connection_program_timeout(const struct connection *connection)
{
    return connection->server->program_timeout_ms;
}

bool transaction_holds(struct connection *c, size_t statement, struct sql_failure *failure)
{
    c->ended = c->begun && (c->ended || !c->ops->in_transaction(c));
    if (c->ended)
        failure_at(failure, statement, "the statement ends the transaction that the script runs in");
    return !c->ended;
}

static void tell_watch(const struct connection *connection, const char *text)
{
    if (connection->watch)
        connection->watch->ran(connection->watch, text);
}

void connection_set_script_watch(struct connection *connection, struct script_watch *watch)
{
    connection->watch = watch;
}

bool connection_run(struct connection *connection, const char *script, void *ctx, struct sql_failure *failure)
{
    bool ok = connection->ops->run(connection, script, ctx, failure) && transaction_holds(connection, 0, failure);
    if (ok)
        tell_watch(connection, script);
    return ok;
}

bool connection_query(struct connection *connection, const char *query, int n_params, const char *const *params,
                      void *ctx, struct rows *rows, struct sql_failure *failure)
{
    return connection->ops->query(connection, query, n_params, params, ctx, rows, failure);
}

bool connection_execute(struct connection *connection, const char *sql, size_t n_values, const struct value *values,
                        size_t limit, void *ctx, struct execution *execution, struct sql_failure *failure)
{
    *execution = (struct execution){.affected = -1};
    trace_statement_at(0);
    bool ok = connection->ops->execute(connection, sql, n_values, values, limit, ctx, execution, failure) &&
              transaction_holds(connection, 0, failure);
    if (ok)
        tell_watch(connection, sql);
    return ok;
}

void connection_expect(struct connection *connection, size_t n, const struct expected_query *questions)
{
    if (connection->ops->expect)
        connection->ops->expect(connection, n, questions);
}

/* A refusal, as the failure of the statement at `start`. */
static bool allowed(bool ok, size_t start, struct sql_failure *failure)
{
    if (!ok) {
        failure->statement = failure->position = start;
        failure->refused = !failure->stopped;
    }
    return ok;
}

bool hook_before(struct connection *c, const char *statement, size_t length, size_t start, void *ctx,
                 struct sql_failure *failure)
{
    if (!c->hook)
        return true;
    char *text = mem_strndup(ctx, statement, length);
    *failure = (struct sql_failure){0};
    bool ok = c->hook->before(c->hook, text, ctx, failure);
    mem_free(text);
    return allowed(ok, start, failure);
}

bool hook_after(struct connection *c, size_t start, void *ctx, struct sql_failure *failure)
{
    if (!c->hook)
        return true;
    *failure = (struct sql_failure){0};
    return allowed(c->hook->after(c->hook, ctx, failure), start, failure);
}

void connection_set_hook(struct connection *connection, struct statement_hook *hook)
{
    connection->hook = hook;
}

bool connection_in_savepoint(struct connection *connection,
                             bool (*ask)(void *data, void *ctx, struct sql_failure *failure), void *data, void *ctx,
                             struct sql_failure *failure)
{
    if (!connection->ops->savepoint_begin(connection, ctx, failure))
        return false;
    struct sql_failure ignored;
    bool moved = connection->moved, ok = ask(data, ctx, failure);
    /* What may fail says nothing of what somebody does at the same time. */
    connection->moved = moved;
    return connection->ops->savepoint_end(connection, ctx, ok ? failure : &ignored) && ok;
}

bool connection_in_transaction(const struct connection *connection)
{
    return !connection->ended && connection->ops->in_transaction(connection);
}

bool connection_begin(struct connection *connection, void *ctx, struct sql_failure *failure)
{
    if (!connection->ops->command(connection, "BEGIN", ctx, failure))
        return false;
    connection->begun = true;
    connection->ended = false;
    return true;
}

bool connection_commit(struct connection *connection, void *ctx, struct sql_failure *failure)
{
    if (!transaction_holds(connection, 0, failure))
        return false;
    if (!connection->ops->command(connection, "COMMIT", ctx, failure))
        return false;
    connection->begun = false;
    return true;
}

void connection_rollback(struct connection *connection)
{
    connection->begun = connection->ended = false;
    if (!connection->ops->in_transaction(connection))
        return;
    /* It fails only where the connection is lost, and then there is nothing left to roll back. */
    void *ctx = mem_root("rollback");
    struct sql_failure ignored;
    connection->ops->command(connection, "ROLLBACK", ctx, &ignored);
    mem_free(ctx);
}

bool connection_reset(struct connection *connection, void *ctx, struct sql_failure *failure)
{
    connection_rollback(connection);
    if (connection->watch)
        connection->watch->reset(connection->watch);
    return connection->ops->reset(connection, ctx, failure);
}
