/* Somebody's Postgres database, read inside one read-only transaction, or filled inside one that writes. */
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

/*
 * A server that does not answer is one of a fleet, and the others wait. A lock
 * that somebody holds on a table is theirs to use; who queues for it for long
 * holds up those behind. Beyond its own timeout a server gets a moment to say
 * that it has cancelled the query.
 */
enum { CONNECT_MS = 10000, LOCK_MS = 5000, ANSWER_GRACE_MS = 5000 };

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

/*
 * Names are printed with their schema unless it is public: "$user" could be a
 * schema here. Who may not see all rows is reported so.
 */
static const char begin_statement[] = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/* What has been written must not be lost with the server. */
static const char begin_to_fill_statement[] = "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE";

static char *settings_statement(const struct postgres_connection *p)
{
    const struct session_setting settings[] = {
        {"synchronous_commit", p->fills ? "on" : "off"},
        {"search_path", "public"},
        {"row_security", "off"},
        {"statement_timeout", mem_printf(p->ctx, "%d", p->base.server->statement_timeout_ms)},
        {"lock_timeout", mem_printf(p->ctx, "%d", LOCK_MS)},
        /* Two sessions are enough for a server that others use, and catalogs of ten thousands fit into memory. */
        {"max_parallel_workers_per_gather", "0"},
        {"cursor_tuple_fraction", "1"}, /* link_query_own_names reads to the end */
        {"work_mem", "64MB"},
    };
    return session_in_transaction(p->ctx, settings, sizeof settings / sizeof *settings);
}

/*
 * Between a look at the catalog and the reading of rows a table may have become a view. Newer servers, and newer minor
 * versions of old ones, then refuse.
 */
static const char no_views_statement[] =
    "SELECT pg_catalog.set_config(name, 'view, foreign-table', true) FROM pg_catalog.pg_settings"
    " WHERE name OPERATOR(pg_catalog.=) 'restrict_nonsystem_relation_kind'";

static bool begin(struct postgres_connection *p, struct diags *diags)
{
    const char *statements[] = {p->fills ? begin_to_fill_statement : begin_statement, settings_statement(p),
                                no_views_statement};
    struct sql_failure failure;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (!postgres_connection_ops.command(&p->base, statements[i], p->ctx, &failure)) {
            if (!failure.stopped)
                diag_error(diags, "%s: cannot begin to %s: %s", p->database, p->fills ? "write" : "read",
                           failure.message);
            return false;
        }
    p->base.begun = p->fills;
    return true;
}

/*
 * What the server says where somebody has dropped or exchanged, since the transaction began, what it is asked about:
 * pg_get_viewdef and its like look at the newest state. A standby ends queries that are in the way of what it replays.
 */
bool postgres_is_about_moved(const struct sql_failure *failure)
{
    static const char *const codes[] = {"42P01", "42703", "42704", "42883", "3F000", "40001", "40P01"};
    static const char *const internal[] = {"cache lookup failed", "could not open relation", "could not find",
                                           "does not exist"};
    const char *code = failure->code ? failure->code : "";
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(code, codes[i]) == 0)
            return true;
    for (size_t i = 0; strcmp(code, "XX000") == 0 && i < sizeof internal / sizeof *internal; i++)
        if (strstr(failure->message, internal[i]))
            return true;
    return false;
}

/*
 * Of a thing that is gone by now these functions say nothing, though the transaction still sees its row. What printed
 * nothing without failing can be of relations with columns, types and the like: an index, and whatever goes with a
 * table, is looked for only where something has failed. pg_get_constraintdef looks at the transaction's own state; a
 * constraint of no table is damage.
 */
static const char gone_query[] =
    "SELECT EXISTS (SELECT FROM pg_class WHERE oid >= 16384 AND relkind NOT IN ('i', 'I', 't')"
    " AND pg_table_is_visible(oid) IS NULL)"
    " OR EXISTS (SELECT FROM pg_type WHERE oid >= 16384 AND typtype <> 'c'"
    " AND oid NOT IN (SELECT typarray FROM pg_type) AND pg_type_is_visible(oid) IS NULL)"
    " OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid >= 16384"
    " AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = k.conrelid))"
    " OR EXISTS (SELECT FROM pg_proc WHERE oid >= 16384 AND has_function_privilege(oid, 'EXECUTE') IS NULL)"
    " OR EXISTS (SELECT FROM pg_trigger WHERE oid >= 16384 AND NOT tgisinternal AND pg_get_triggerdef(oid) IS NULL)";
static const char gone_after_failure_query[] =
    "SELECT EXISTS (SELECT FROM pg_class WHERE oid >= 16384 AND pg_table_is_visible(oid) IS NULL)"
    " OR EXISTS (SELECT FROM pg_type WHERE oid >= 16384 AND pg_type_is_visible(oid) IS NULL)"
    " OR EXISTS (SELECT FROM pg_proc WHERE oid >= 16384 AND has_function_privilege(oid, 'EXECUTE') IS NULL)"
    " OR EXISTS (SELECT FROM pg_constraint WHERE oid >= 16384 AND pg_get_constraintdef(oid) IS NULL)"
    " OR EXISTS (SELECT FROM pg_trigger WHERE oid >= 16384 AND NOT tgisinternal AND pg_get_triggerdef(oid) IS NULL)";

bool postgres_has_moved(struct connection *c, bool failed)
{
    struct sql_failure failure = {0};
    struct rows rows;
    if (!postgres_connection_ops.in_transaction(c) || c->moved)
        return c->moved;
    const char *query = failed ? gone_after_failure_query : gone_query;
    void *work = mem_context(NULL);
    bool done = postgres_connection_ops.query(c, query, 0, NULL, work, &rows, &failure);
    bool gone = done && rows.n_rows == 1 && rows.n_columns == 1 && strcmp(rows_text(&rows, 0, 0), "t") == 0;
    mem_free(work);
    return gone || c->moved;
}

/*
 * Where the database is large enough for a second session to be worth its connection: the state that is seen. None
 * where the queries that were asked have left something in this session that those to come look at (addition.c).
 */
static const char share_query[] = "SELECT pg_export_snapshot() WHERE pg_relation_size('pg_attribute') > 1500000"
                                  " AND COALESCE(current_setting('fullschema.additions', true), '') IN ('', '{}')";

/* The server's word for a state, which becomes part of a statement; NULL: there is none, or it is none. */
static const char *shared_state(struct postgres_connection *p)
{
    struct sql_failure failure = {0};
    struct rows rows;
    if (!postgres_connection_ops.query(&p->base, share_query, 0, NULL, p->ctx, &rows, &failure) || rows.n_rows != 1 ||
        rows.n_columns != 1)
        return NULL;
    const char *state = rows_text(&rows, 0, 0);
    return state && state[strspn(state, "0123456789ABCDEF-")] == '\0' ? state : NULL;
}

void postgres_expect(struct connection *c, size_t n, const struct expected_query *questions)
{
    struct postgres_connection *p = (struct postgres_connection *)c;
    ahead_end(p->ahead);
    p->ahead = NULL;
    const char *state = p->conninfo && n > 0 ? shared_state(p) : NULL;
    if (!state)
        return;
    const char *statements[] = {begin_statement, mem_printf(p->ctx, "SET TRANSACTION SNAPSHOT '%s'", state),
                                settings_statement(p), no_views_statement, NULL};
    p->ahead = ahead_start(c->server, p->conninfo, statements, n, questions);
}

bool postgres_again(struct connection *c, struct diags *diags)
{
    struct postgres_connection *p = (struct postgres_connection *)c;
    struct sql_failure failure = {0};
    ahead_end(p->ahead);
    p->ahead = NULL;
    c->moved = false;
    c->server->answers_left = c->server->answers_limit;
    if (postgres_connection_ops.command(c, "ROLLBACK", p->ctx, &failure))
        return begin(p, diags);
    if (!failure.stopped)
        diag_error(diags, "%s: cannot begin to read: %s", p->database, failure.message);
    return false;
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
    /* What this session has made no second one would see. */
    p->conninfo = p->fills ? NULL : conninfo;
    enum link_end end = link_open(&p->link, conninfo, CONNECT_MS, options->stop);
    p->link.for_one = true;
    if (end == LINK_DONE)
        return postgres_version_check(p->link.conn, p->database, &p->base.version, diags) && begin(p, diags);
    if (end != LINK_STOPPED)
        refuse(p, location, end, diags);
    return false;
}

static struct connection *open_database(const char *location, const struct database_options *options, bool to_fill,
                                        struct diags *diags)
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
    p->fills = to_fill;
    p->database = postgres_label(location, ctx);
    if (connect_to(p, location, options, diags))
        return &p->base;
    database_drop(&p->base);
    return NULL;
}

struct connection *postgres_open(const char *location, const struct database_options *options, struct diags *diags)
{
    return open_database(location, options, false, diags);
}

struct connection *postgres_open_to_fill(const char *location, const struct database_options *options,
                                         struct diags *diags)
{
    return open_database(location, options, true, diags);
}
