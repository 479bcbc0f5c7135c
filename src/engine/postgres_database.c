#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"
#include "sql/postgres/name.h"

enum { DROP_MS = 30000, ADMIN_MS = 30000, OWN_MS = 120000 };

/*
 * What a delta left behind runs within statements of ours, too: rules and triggers of a bookkeeping table, a view in
 * the place of one, row security. A catalog that is read is worth more than a short limit for deltas, so this is no
 * shorter.
 */
static int own_timeout_ms(int statement_timeout_ms)
{
    return statement_timeout_ms > 0 && statement_timeout_ms < OWN_MS ? OWN_MS : statement_timeout_ms;
}

void postgres_server_init(struct postgres_server *server, const struct server_options *options, void *ctx)
{
    server->ctx = ctx;
    server->base.engine = ENGINE_POSTGRES;
    server->base.statement_timeout_ms = options->statement_timeout_ms;
    server->base.query_timeout_ms = own_timeout_ms(options->statement_timeout_ms);
    server->base.command_timeout_ms = own_timeout_ms(options->statement_timeout_ms);
    server->base.program_timeout_ms = options->program_timeout_ms;
    server->base.row_limit = options->row_limit;
    server->space.most_mib = options->disk_limit_mib;
    server->base.roles = options->roles;
    server->base.n_roles = options->n_roles;
    server->base.stop = options->stop;
    pthread_mutex_init(&server->admin_lock, NULL);
    pthread_mutex_init(&server->dropped_lock, NULL);
    server->dropped_ctx = mem_root("dropped");
}

/* How often a statement of the first connection is tried that a late request to cancel meets. */
enum { TRIES = 3 };

/*
 * The server says so: a request to cancel what ran before may reach it late, and then meets what comes after it.
 */
static bool was_cancelled(enum link_end end, const struct sql_failure *failure)
{
    return end == LINK_DONE && failure->code && strcmp(failure->code, "57014") == 0;
}

/* `rows`: it is a query, and they are wanted; NULL: a command. */
static bool admin_try(struct postgres_server *server, const char *sql, int timeout_ms, PGresult **rows, void *ctx,
                      struct sql_failure *failure)
{
    struct statement s = {sql, 0, strlen(sql)};
    struct link *link = &server->admin;
    for (int tries = 1;; tries++) {
        PGresult *result;
        enum link_end end =
            rows ? link_query(link, sql, 0, NULL, timeout_ms, &result) : link_run(link, sql, timeout_ms, &result);
        if (rows && end == LINK_DONE && PQresultStatus(result) == PGRES_TUPLES_OK) {
            *rows = result;
            return true;
        }
        bool failed = failure_of_postgres(failure, &s, link, end, result, ctx);
        if (!failed && !rows)
            return true;
        if (tries == TRIES || !was_cancelled(end, failure))
            return false;
    }
}

static bool admin_run(struct postgres_server *server, const char *sql, int timeout_ms, void *ctx,
                      struct sql_failure *failure)
{
    return admin_try(server, sql, timeout_ms, NULL, ctx, failure);
}

bool postgres_server_connect(struct postgres_server *server, const char *database, struct diags *diags)
{
    struct text t;
    text_open(&t);
    fputs(server->conninfo, t.out);
    conninfo_add(t.out, "dbname", database);
    char *conninfo = text_close(&t, server->ctx);
    struct sql_failure failure = {0};
    enum link_end end = link_open(&server->admin, conninfo, LINK_CONNECT_MS, server->base.stop);
    server->admin.directory = server->space.directory;
    mem_free(conninfo);
    /* The database of others may have functions and operators of theirs: link_query_own_names. */
    if (end == LINK_DONE && admin_run(server, "SET search_path = ''", ADMIN_MS, server->ctx, &failure))
        return postgres_version_check(server->admin.conn, "the server", &server->base.version, diags);
    if (end != LINK_STOPPED && !failure.stopped) {
        struct diag *e = diag_error(diags, "cannot connect to the Postgres server");
        diag_detail(diags, e, failure.message ? failure.message : link_trouble(&server->admin, end, server->ctx));
    }
    return false;
}

/* prefix + label of harmless characters + number, within the length of a name. */
static char *database_name(struct postgres_server *server, const char *label, void *ctx)
{
    char *number = mem_printf(ctx, "_%u", ++server->counter);
    size_t room = LONGEST_NAME - strlen(server->name_prefix) - strlen(number);
    char *safe = mem_strndup(ctx, label, room);
    for (char *p = safe; *p; p++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *p))
            *p = '_';
    return mem_printf(ctx, "%s%s%s", server->name_prefix, safe, number);
}

bool postgres_admin_run(struct postgres_server *server, const char *sql, void *ctx, struct sql_failure *failure)
{
    return admin_run(server, sql, ADMIN_MS, ctx, failure);
}

PGresult *postgres_admin_query(struct postgres_server *server, const char *sql, void *ctx, struct sql_failure *failure)
{
    PGresult *rows;
    return admin_try(server, sql, ADMIN_MS, &rows, ctx, failure) ? rows : NULL;
}

/* Tidying up goes on after a cancellation. Belongs to ctx: why it did not work, or NULL. */
static char *drop(struct postgres_server *server, const char *name, void *ctx)
{
    bool force = server->base.version >= 130000;
    char *sql = mem_printf(ctx, "DROP DATABASE IF EXISTS \"%s\"%s", name, force ? " WITH (FORCE)" : "");
    struct sql_failure failure;
    server->admin.stop = NULL;
    bool dropped = admin_run(server, sql, DROP_MS, ctx, &failure);
    server->admin.stop = server->base.stop;
    return dropped ? NULL : mem_strdup(ctx, failure.message);
}

static bool create(struct postgres_server *server, const char *name, struct diags *diags, void *ctx)
{
    char *sql = mem_printf(ctx, "CREATE DATABASE \"%s\" %s", name, server->create_clause);
    struct sql_failure failure;
    if (admin_run(server, sql, 0, ctx, &failure)) {
        if (server->remembers)
            postgres_created_note(server, name, ctx);
        return true;
    }
    if (failure.stopped) {
        /* The cancellation may have come after the deed. */
        const char *why = drop(server, name, ctx);
        if (why)
            diag_warning(diags, "database %s is left behind: %s", name, why);
        return false;
    }
    struct diag *e = diag_error(diags, "cannot create database %s: %s%s%s%s", name, failure.message,
                                failure.code ? " (" : "", failure.code ? failure.code : "", failure.code ? ")" : "");
    if (failure.detail)
        diag_detail(diags, e, failure.detail);
    if (failure.code && strcmp(failure.code, "42501") == 0 && server->create_hint)
        diag_hint(diags, e, "%s", server->create_hint);
    else if (failure.hint)
        diag_hint(diags, e, "%s", failure.hint);
    return false;
}

/* The oldest database that waits to be dropped, where more than `limit` do. Belongs to ctx. */
static char *take_dropped(struct postgres_server *server, size_t limit, void *ctx)
{
    char *name = NULL;
    pthread_mutex_lock(&server->dropped_lock);
    if (server->n_dropped > limit) {
        name = mem_strdup(ctx, server->dropped[0]);
        mem_free(server->dropped[0]);
        server->n_dropped--;
        memmove(server->dropped, server->dropped + 1, server->n_dropped * sizeof *server->dropped);
    }
    pthread_mutex_unlock(&server->dropped_lock);
    return name;
}

void postgres_database_drop(struct postgres_server *server, const char *database)
{
    pthread_mutex_lock(&server->dropped_lock);
    size_t at = mem_grow(server->dropped_ctx, &server->dropped, &server->n_dropped);
    server->dropped[at] = mem_strdup(server->dropped_ctx, database);
    pthread_mutex_unlock(&server->dropped_lock);
}

struct connection *postgres_database_resume(struct server *base, const char *name, struct diags *diags)
{
    return postgres_connection_open((struct postgres_server *)base, name, diags);
}

bool postgres_database_clone(struct postgres_server *server, const char *database, const char **name, void *ctx)
{
    struct sql_failure failure;
    pthread_mutex_lock(&server->admin_lock);
    *name = database_name(server, "kept", ctx);
    bool ok = postgres_admin_run(
        server, mem_printf(ctx, "CREATE DATABASE \"%s\" TEMPLATE \"%s\" %s", *name, database, server->create_clause),
        ctx, &failure);
    pthread_mutex_unlock(&server->admin_lock);
    return ok;
}

/* Databases share the role: what a delta of one has set of it (ALTER ROLE ... SET) would hold for those made later. */
static void forget_settings(struct postgres_server *server, void *ctx)
{
    const char *role = server->owner ? server->owner : server->run_role;
    struct sql_failure unsaid;
    if (role)
        admin_run(server, mem_printf(ctx, "ALTER ROLE \"%s\" RESET ALL", role), ADMIN_MS, ctx, &unsaid);
}

struct connection *postgres_database_create(struct server *base, const char *label, struct diags *diags)
{
    struct postgres_server *server = (struct postgres_server *)base;
    void *ctx = mem_root("database_create");
    struct connection *connection = NULL;
    pthread_mutex_lock(&server->admin_lock);
    /* One that will not go goes back to the end of the queue: server_stop tries again, and tells. */
    char *old = take_dropped(server, server->dropped_limit, ctx);
    if (old && drop(server, old, ctx))
        postgres_database_drop(server, old);
    forget_settings(server, ctx);
    char *name = database_name(server, label, ctx);
    bool created = create(server, name, diags, ctx);
    pthread_mutex_unlock(&server->admin_lock);
    if (created)
        connection = postgres_connection_open(server, name, diags);
    mem_free(ctx);
    return connection;
}

void postgres_databases_drop(struct postgres_server *server, struct diags *diags)
{
    for (char *name; (name = take_dropped(server, 0, server->ctx));) {
        char *why = drop(server, name, server->ctx);
        if (why && diags)
            diag_warning(diags, "database %s is left behind: %s", name, why);
    }
}

void postgres_server_end(struct postgres_server *server)
{
    link_close(&server->admin);
    pthread_mutex_destroy(&server->admin_lock);
    pthread_mutex_destroy(&server->dropped_lock);
    mem_free(server->dropped_ctx);
    mem_free(server->ctx);
}
