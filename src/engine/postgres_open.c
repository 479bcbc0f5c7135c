/* Somebody's Postgres database, read inside one read-only transaction. */
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

/*
 * A server that does not answer is one of a fleet, and the others wait. A lock
 * that somebody holds on a table is theirs to use; who queues for it for long
 * holds up those behind. Beyond its own timeout a server gets a moment to say
 * that it has cancelled the query.
 */
enum { CONNECT_MS = 10000, LOCK_MS = 5000, ANSWER_GRACE_MS = 5000, OLDEST_SUPPORTED = 110000 };

/*
 * As given, with ours on top; NULL where libpq cannot read it. Its message
 * is not passed on: it may quote a part of the password.
 */
static char *connection_string(const char *location, void *ctx)
{
    PQconninfoOption *options = postgres_parse_location(location);
    if (!options)
        return NULL;
    struct text t;
    text_open(&t);
    conninfo_add(t.out, "fallback_application_name", "fullschema");
    for (const PQconninfoOption *o = options; o->keyword; o++)
        if (o->val && strcmp(o->keyword, "fallback_application_name") != 0)
            conninfo_add(t.out, o->keyword, o->val);
    conninfo_add(t.out, "client_encoding", "UTF8");
    PQconninfoFree(options);
    return text_close(&t, ctx);
}

static void refuse(struct postgres_connection *p, const char *location, enum link_end end, struct diags *diags)
{
    struct diag *e = diag_error(diags, "cannot connect to %s", postgres_label(location, p->ctx));
    diag_detail(diags, e, link_trouble(&p->link, end, p->ctx));
    if (p->link.conn && PQconnectionNeedsPassword(p->link.conn))
        diag_hint(diags, e, "give the password through PGPASSWORD or a password file (~/.pgpass)");
}

static bool check_version(struct postgres_connection *p, const char *location, struct diags *diags)
{
    p->base.version = PQserverVersion(p->link.conn);
    if (p->base.version >= OLDEST_SUPPORTED)
        return true;
    const char *version = PQparameterStatus(p->link.conn, "server_version");
    diag_error(diags, "%s: the server is PostgreSQL %s; the oldest that works is 11", postgres_label(location, p->ctx),
               version ? version : "of a version that it does not say");
    return false;
}

/*
 * Names are printed with their schema unless it is public: "$user" could be a
 * schema here. Who may not see all rows is told so.
 */
static bool begin(struct postgres_connection *p, const char *location, int timeout_ms, struct diags *diags)
{
    const struct session_setting settings[] = {
        {"search_path", "public"},
        {"row_security", "off"},
        {"statement_timeout", mem_printf(p->ctx, "%d", timeout_ms)},
        {"lock_timeout", mem_printf(p->ctx, "%d", LOCK_MS)},
    };
    const char *statements[] = {
        "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        session_in_transaction(p->ctx, settings, sizeof settings / sizeof *settings),
    };
    struct sql_failure failure;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (!postgres_connection_ops.command(&p->base, statements[i], p->ctx, &failure)) {
            if (!failure.stopped)
                diag_error(diags, "%s: cannot begin to read: %s", postgres_label(location, p->ctx), failure.message);
            return false;
        }
    return true;
}

static bool connect_to(struct postgres_connection *p, const char *location, const struct database_options *options,
                       struct diags *diags)
{
    char *conninfo = connection_string(location, p->ctx);
    if (!conninfo) {
        struct diag *e = diag_error(diags, "this is no connection string that libpq understands");
        diag_hint(diags, e, "in a URL write @ : / ? %% of a user or password as %%40 %%3A %%2F %%3F %%25");
        return false;
    }
    enum link_end end = link_open(&p->link, conninfo, CONNECT_MS, options->stop);
    p->link.for_one = true;
    if (end == LINK_DONE)
        return check_version(p, location, diags) && begin(p, location, options->statement_timeout_ms, diags);
    if (end != LINK_STOPPED)
        refuse(p, location, end, diags);
    return false;
}

struct connection *postgres_open(const char *location, const struct database_options *options, struct diags *diags)
{
    void *ctx = mem_root("postgres_open");
    struct postgres_connection *p = mem_new(ctx, struct postgres_connection);
    struct server *server = mem_new(ctx, struct server);
    int timeout = options->statement_timeout_ms;
    *server = (struct server){.engine = ENGINE_POSTGRES,
                              .statement_timeout_ms = timeout,
                              .query_timeout_ms = timeout ? timeout + ANSWER_GRACE_MS : 0,
                              .command_timeout_ms = CONNECT_MS,
                              .answers_limited = options->answer_limit_mib > 0,
                              .answers_limit = (size_t)options->answer_limit_mib << 20,
                              .answers_left = (size_t)options->answer_limit_mib << 20,
                              .stop = options->stop};
    p->base = (struct connection){.ops = &postgres_connection_ops, .server = server};
    p->ctx = ctx;
    if (connect_to(p, location, options, diags))
        return &p->base;
    database_drop(&p->base);
    return NULL;
}
