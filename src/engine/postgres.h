/*
 * What the Postgres files of this folder share. From the bottom up:
 *
 *     postgres_link.c, postgres_connect.c, postgres_own_names.c
 *                            one libpq connection: postgres_link.h
 *     postgres_rows.c        the rows of a query, as many as may be
 *     postgres_session.c     the settings that make catalogs print the same everywhere
 *     postgres_failure.c     the server's error fields as a struct sql_failure
 *     postgres_split.c       a script's statements
 *     postgres_placeholders.c, postgres_literal.c, postgres_execute.c
 *                            a program's statements, with values and rows
 *     postgres_connection.c  the connection operations of private.h
 *     postgres_database.c    creating and dropping databases
 *     postgres_prepare.c, postgres_prepared.c
 *                            what an administrator makes first, and statements about that
 *     postgres_locate.c, postgres_cluster_dir.c,
 *     postgres_cluster.c     the throwaway server
 *     postgres_password.c, postgres_role.c, postgres_leftover.c,
 *     postgres_reach.c, postgres_running.c
 *                            somebody's running server
 *     postgres_open.c, postgres_location.c
 *                            somebody's database, read and left alone
 */
#ifndef ENGINE_POSTGRES_H
#define ENGINE_POSTGRES_H

#include <libpq-fe.h>
#include <pthread.h>

#include "engine/postgres_link.h"
#include "engine/private.h"
#include "engine/space.h"

/* ---- postgres_session.c ---- */

/* The settings of every session, as the `options` of a connection string. Belongs to ctx. */
char *session_options(void *ctx);

/*
 * The few that libpq takes from the environment (PGTZ, PGDATESTYLE, PGGEQO)
 * whatever the options say: statements, for after connecting.
 */
extern const char session_statements[];

struct session_setting {
    const char *name, *value;
};

/*
 * All of them, then `others`, which count where they say otherwise, as one
 * statement that sets them until the end of the transaction. Belongs to ctx.
 */
char *session_in_transaction(void *ctx, const struct session_setting *others, size_t n);

/* ---- postgres_failure.c ---- */

/* A statement as it stands in a script (or alone: text is the script, start 0). */
struct statement {
    const char *script;
    size_t start;
    size_t length;
};

/* Fills a failure from what came back; false when nothing failed. Takes and clears `result`. */
bool failure_of_postgres(struct sql_failure *failure, const struct statement *statement, const struct link *link,
                         enum link_end end, PGresult *result, void *ctx);

/* ---- postgres_placeholders.c ---- */

/*
 * The statement with its marks replaced by the values as literals. Belongs to
 * ctx; NULL with a failure where their numbers differ.
 */
char *postgres_fill_in(const char *sql, size_t n, const struct value *values, void *ctx, struct sql_failure *failure);

/* ---- postgres_literal.c ---- */

/* Writes a value as SQL. */
void postgres_literal(FILE *out, const struct value *value);

/* ---- postgres_execute.c ---- */

/* Collects the rows of the last statement run, up to `limit` bytes. */
struct collector {
    struct row_sink sink;
    struct execution *execution;
    struct cell *cells;
    size_t n_cells;
    size_t size, limit;
    bool complete; /* the statement's end was seen: what comes is another's */
    void *ctx;
};

void collector_init(struct collector *collector, struct execution *execution, size_t limit, void *ctx);

/* ---- postgres_location.c ---- */

/*
 * What a URL or conninfo string says, for PQconninfoFree. NULL where libpq
 * cannot read it, or would take a part of the password for something else.
 */
PQconninfoOption *postgres_parse_location(const char *location);

/* ---- postgres_rows.c ---- */

/* Collects the rows of one query for connection_query. */
struct rows_collector {
    struct row_sink sink;
    struct rows *rows;
    struct cells *cells;  /* belongs to ctx; private to postgres_rows.c */
    struct texts *texts;  /* base/texts.h */
    _Atomic size_t *left; /* bytes that rows may still take; NULL: any */
    size_t spent;         /* of these */
    const char *fault;    /* why the sink refused; "" where they take too much */
    bool complete;
    void *ctx;
};

/* Whether a result holds rows: all of a statement's, some of them, or none at its end. */
bool result_has_rows(const PGresult *result);

/* `rows` are complete when link_query has returned LINK_DONE. */
void rows_collector_init(struct rows_collector *collector, struct rows *rows, _Atomic size_t *left, void *ctx);

/* ---- postgres_ahead.c ---- */

struct ahead;

/*
 * From now on another session, which begins with these statements (NULL-terminated), answers the queries, the last
 * first. NULL where there can be no thread for it. `server` is borrowed, all else copied.
 */
struct ahead *ahead_start(struct server *server, const char *conninfo, const char *const *statements, size_t n,
                          const struct expected_query *queries);

/* True with the rows, which then belong to ctx, where that session has answered, or is about to; else it never will. */
bool ahead_take(struct ahead *ahead, const char *query, void *ctx, struct rows *rows);

/* Ends the session, whatever it is doing; NULL is allowed. */
void ahead_end(struct ahead *ahead);

/* ---- postgres_split.c ---- */

/*
 * The statements of a script, without the white space and comments before
 * them; what holds nothing else is left out. The array belongs to ctx.
 */
struct statement *postgres_split(const char *script, size_t *n, void *ctx);

/* ---- postgres_database.c ---- */

/* How the databases of a server are made and reached. */
struct postgres_server {
    struct server base;
    void *ctx;

    pthread_mutex_t admin_lock; /* held while admin works, which may take long */
    struct link admin;
    unsigned counter;

    pthread_mutex_t dropped_lock; /* held for a moment */
    void *dropped_ctx;
    char **dropped; /* names of databases nobody needs, the oldest first; belong to dropped_ctx */
    size_t n_dropped;

    const char *conninfo;      /* to which dbname is added: of admin when it connects, then of the databases */
    const char *name_prefix;   /* of databases */
    const char *create_clause; /* what follows CREATE DATABASE name */
    const char *create_hint;   /* what to do when it is not permitted, or NULL */
    size_t dropped_limit;

    /* On a throwaway server: */
    const char *super_conninfo; /* as conninfo, of the superuser; or NULL */
    const char *owner;          /* of the databases */
    struct space space;         /* what it may write; not measured on somebody's server */

    /* On somebody's server: */
    bool remembers;                              /* what it has created */
    bool guarded;                                /* statements that reach beyond the database are refused */
    const char *admin_conninfo, *admin_database; /* where admin is, to get there again */
    const char *run_role;                        /* made for the run, owns its databases; or NULL */
    char **created; /* OIDs of the databases it has made: the names are the deltas' to change */
    size_t n_created;
};

/* Prepares what all ways to a server have in common; server->ctx is made, and freed by postgres_server_end. */
void postgres_server_init(struct postgres_server *server, const struct server_options *options, void *ctx);

/* Connects server->admin to `database` and learns the version; 11 is the oldest supported. */
bool postgres_server_connect(struct postgres_server *server, const char *database, struct diags *diags);

struct connection *postgres_database_create(struct server *server, const char *label, struct diags *diags);

/* Connects to a database that is there; it is dropped as one that was created. */
struct connection *postgres_database_resume(struct server *server, const char *name, struct diags *diags);

/* Copies a database that nobody is connected to; *name belongs to ctx. False where it cannot be. */
bool postgres_database_clone(struct postgres_server *server, const char *database, const char **name, void *ctx);

/*
 * Nobody needs the database any longer. It is dropped by a later
 * postgres_database_create, once more than dropped_limit wait: by then the
 * server has let go of it, and whoever is done with a database need not wait.
 */
void postgres_database_drop(struct postgres_server *server, const char *database);

/* Drops all that wait, with a warning for each that will not go. */
void postgres_databases_drop(struct postgres_server *server, struct diags *diags);

/*
 * What admin does beside creating and dropping, in a bounded time: a statement,
 * or a query whose rows are the caller's to clear. False and NULL with a failure.
 */
bool postgres_admin_run(struct postgres_server *server, const char *sql, void *ctx, struct sql_failure *failure);
PGresult *postgres_admin_query(struct postgres_server *server, const char *sql, void *ctx, struct sql_failure *failure);

/* Closes admin and frees all that is on server->ctx, the server itself included. */
void postgres_server_end(struct postgres_server *server);

/* ---- postgres_password.c ---- */

/*
 * Asks at the terminal, without echo. Belongs to ctx; NULL where there is no
 * terminal, or on a cancellation.
 */
char *postgres_ask_password(const char *user, const struct cancellation *stop, void *ctx);

/* ---- postgres_running.c ---- */

/* A connection string to the running server as another role than that of -p. Belongs to server->ctx. */
char *postgres_running_conninfo(const struct postgres_server *server, const char *user, const char *password);

/* ---- postgres_role.c ---- */

/*
 * Decides as whom deltas run, once admin is connected; makes server->run_role
 * and sets server->conninfo where it is a role of their own. False with a
 * diagnostic where there is none that reaches only its own databases.
 */
bool postgres_role_choose(struct postgres_server *server, const struct server_options *options, struct diags *diags);

/* Drops the run's role, if there is one; its databases have to be gone. NULL: failing is not reported. */
void postgres_role_drop(struct postgres_server *server, struct diags *diags);

/* ---- postgres_leftover.c ---- */

/* Remembers a database of that name as one of the run's. */
void postgres_created_note(struct postgres_server *server, const char *name, void *ctx);

/* Drops what is still there of those, under whichever names, with a warning for each that will not go. */
void postgres_created_drop(struct postgres_server *server, struct diags *diags);

/* Drops databases and roles of runs that are gone and could not do it themselves. What will not go stays. */
void postgres_leftovers_drop(struct postgres_server *server);

/* ---- script_transactions.c ---- */

/* Whether the statement is one that runs the script of an extension. */
bool postgres_runs_extension_script(const char *statement);

/* ---- postgres_reach.c ---- */

/*
 * What a statement would do beyond the database it runs in, in a few words:
 * "drops a database". NULL: nothing that its first words or its parse tell.
 */
const char *postgres_reach(const char *sql, const char *database);

/* ---- postgres_connection.c ---- */

struct postgres_connection {
    struct connection base;
    void *ctx;                      /* owns it */
    struct postgres_server *server; /* NULL: somebody else's, of which `database` is none to be dropped */
    const char *database;           /* somebody else's: as it may be shown */
    struct link link;
    bool fills;           /* somebody else's: opened to be filled, not to be read */
    const char *conninfo; /* somebody else's that is read: how it was reached */
    struct ahead *ahead;  /* or NULL */
    bool savepoint_saved; /* connection_in_savepoint has begun with a savepoint, not with a transaction */
};

extern const struct connection_ops postgres_connection_ops;

/* ---- postgres_open.c, for postgres_connection.c ---- */

bool postgres_is_about_moved(const struct sql_failure *failure);
bool postgres_has_moved(struct connection *connection, bool failed);
bool postgres_again(struct connection *connection, struct diags *diags);
void postgres_expect(struct connection *connection, size_t n, const struct expected_query *questions);

/* ---- postgres_version.c ---- */

/* The server's version. False with a diagnostic where it is too old; a newer one than was tried is a warning. */
bool postgres_version_check(const PGconn *conn, const char *where, int *number, struct diags *diags);

/* Connects to a database that the connection then owns: it is dropped with it. */
struct connection *postgres_connection_open(struct postgres_server *server, const char *database, struct diags *diags);

/* Calls `between` while its session is over, and connects again. False with the reason in diags. */
bool postgres_reconnect(struct postgres_connection *connection, void (*between)(void *data), void *data,
                        struct diags *diags);

#endif
