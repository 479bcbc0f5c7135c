/*
 * The small interface to a database engine: a server that makes empty
 * databases, and a connection that runs SQL. Two implementations stand behind
 * it (engine/postgres_*.c and engine/sqlite_*.c); nothing outside this folder
 * knows libpq, the SQLite API, or how a server is started.
 *
 * Threads: a server may be used by several threads at once (open and drop);
 * a connection belongs to one thread at a time.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cancellation.h"
#include "base/diag.h"
#include "base/digest.h"
#include "cache/cache.h"

enum engine { ENGINE_POSTGRES, ENGINE_SQLITE, ENGINE_COUNT };

/* "postgres", "sqlite": also the last part of file names (`full.sql.postgres`). */
const char *engine_name(enum engine engine);

/* True and sets *out when `name` names an engine. */
bool engine_from_name(const char *name, enum engine *out);

/* Whether two names mean the same there: SQLite knows them in any case. */
bool engine_same_name(enum engine engine, const char *a, const char *b);

/* The library that speaks to it, as it is loaded now: "libpq 15.18", "SQLite 3.40.1". Belongs to ctx. */
char *engine_library(enum engine engine, void *ctx);

/*
 * A throwaway Postgres server with databases that an earlier run has cached
 * (server_keep): an entry of the cache, and what is wanted of it.
 */
struct cached_server {
    uint8_t key[DIGEST_SIZE];
    unsigned counter;          /* of names of databases: those there are have lower numbers */
    const unsigned *databases; /* their OIDs */
    size_t n;
};

struct prepared_role; /* engine/prepare.h */

/* What a person may choose about servers. Strings are borrowed. */
struct server_options {
    const char *pg_user;                /* NULL: a throwaway server; else a running one, as this role */
    bool trust_deltas;                  /* pg_user: whatever that role may do, deltas may */
    const char *pg_bindir;              /* where initdb and postgres are; NULL: look for them */
    int statement_timeout_ms;           /* for every statement of a delta; 0: none */
    const struct cancellation *stop;    /* interrupts whatever is running */
    int program_timeout_ms;             /* for the Python of one program delta, SQL not counted; 0: none */
    int row_limit;                      /* rows of all tables that a snapshot may hold; 0: any */
    int disk_limit_mib;                 /* what a throwaway Postgres may write; 0: any */
    struct cache *cache;                /* what earlier runs have cached, and this one may; NULL: nothing */
    const struct cached_server *resume; /* the throwaway server to go on from; NULL: an empty one */
    const char *const *functions; /* SQLite: names of an application's, NULL-terminated: there, but not to be called */
    bool stubs;                   /* SQLite: functions and collations that only an application has do nothing here */
    const struct prepared_role *roles; /* Postgres: that texts take for granted (engine/prepare.h) */
    size_t n_roles;
};

/*
 * Forgets the PG* variables of the environment that would change or break the
 * connections to a throwaway server (a service, session settings). For
 * programs that use no running server; before any thread is started.
 */
void engine_ignore_environment(void);

/* Where set, it names the library that makes a throwaway Postgres server's clock show another time (src/later/). */
#define LATER_CLOCK_VARIABLE "LATER_CLOCK"

/*
 * True where a thread was left behind that a library keeps busy, for a server
 * that was given up: the program has to end by _exit.
 */
bool engine_threads_left(void);

struct server;
struct sql_failure;

/*
 * Makes a server ready. For Postgres: a throwaway cluster in a private
 * directory, or (pg_user) a running server found through the PG* variables,
 * where deltas run as a role that reaches nothing but databases of the run.
 * For SQLite: nothing to start, databases live in memory. The server, its
 * processes and its files are gone after server_stop, and whatever kills the
 * program. The thread that starts a server must outlive it: the kernel ends
 * the server with that thread.
 * NULL on failure, with the reason in diags; nothing is said there when the
 * cancellation was the reason.
 */
struct server *server_start(enum engine engine, const struct server_options *options, struct diags *diags);

/*
 * Stops it and removes what it made. Connections must be closed. What could
 * not be removed (a database on somebody's running server) becomes a warning
 * in diags. NULL is allowed for both.
 */
void server_stop(struct server *server, struct diags *diags);

/*
 * Makes a role that texts speak of, which may do nothing; the owner of databases may give it objects. Only on a
 * throwaway server of Postgres: elsewhere false.
 */
bool server_add_role(struct server *server, const char *name, void *ctx, struct sql_failure *failure);

/* Whether the server that options->resume names was there to go on from. */
bool server_has_cached(const struct server *server);

/* Databases of a throwaway Postgres server that are to be cached, by name; their OIDs and the counter are filled in. */
struct cached_databases {
    const char *const *names;
    unsigned *databases;
    size_t n;
    unsigned counter;
};

/*
 * Ends the server in an orderly way and keeps it with these databases under
 * the key. No connection may be open; server_stop is all that is left to do.
 * False where that is not possible, with errno where the cache was the reason
 * and 0 else.
 */
bool server_keep(struct server *server, struct cache *cache, const uint8_t key[DIGEST_SIZE],
                 struct cached_databases *cached, void *ctx);

struct connection;

/* Connects to a database of the resumed server, which is the caller's from now on: database_drop ends it. */
struct connection *database_resume(struct server *server, const char *name, struct diags *diags);

/*
 * Copies the database as it is now, for server_keep; *name becomes the copy's
 * and belongs to ctx. It is NULL where there can be no copy that goes on as this one
 * does, because the session holds something that another would not, or the
 * engine has none. False with a diagnostic where the connection is lost.
 */
bool database_copy(struct connection *connection, const char **name, void *ctx, struct diags *diags);

/*
 * Creates an empty database (Postgres: UTF8, C collation, owned by an
 * ordinary role) and connects to it as that role. `label` is a short name
 * for people reading the server's own lists ("main_59"); it need not be
 * unique. NULL on failure, or without a word in diags after a cancellation.
 */
struct connection *database_create(struct server *server, const char *label, struct diags *diags);

/* Closes the connection and drops the database. NULL is allowed. */
void database_drop(struct connection *connection);

enum engine connection_engine(const struct connection *connection);

/* As the server counts: 150018 for Postgres 15.18, 3040001 for SQLite 3.40.1. */
int connection_version(const struct connection *connection);

/* What was chosen when its server was started. */
const struct cancellation *connection_stop(const struct connection *connection);
int connection_program_timeout(const struct connection *connection);

/* How many rows a snapshot of the database may hold; 0: any. */
size_t connection_row_limit(const struct connection *connection);

/*
 * Why a statement failed. Offsets are bytes from the start of the script;
 * the texts belong to the ctx given to the call that failed.
 */
struct sql_failure {
    size_t statement;    /* where the failing statement starts */
    size_t position;     /* where the server points; the statement's start if it does not */
    const char *message; /* the server's message, one line */
    const char *code;    /* SQLSTATE or SQLite's result code name, or NULL */
    const char *detail;  /* or NULL */
    const char *hint;    /* or NULL */
    bool stopped;        /* a cancellation ended it, nobody's fault */
    bool refused;        /* a hook refused it (connection_set_hook), not the server */
};

/*
 * Runs a script of any number of statements, in order, as the server splits
 * them; stops at the first that fails. Rows are thrown away. A statement
 * longer than the statement timeout is cancelled and fails. Between
 * connection_begin and connection_commit a statement that ends the
 * transaction is a failure; outside, a script that leaves one open is.
 * `script` must be valid UTF-8 and contain no NUL.
 */
bool connection_run(struct connection *connection, const char *script, void *ctx, struct sql_failure *failure);

/* What a script says of transactions itself. */
struct script_transactions {
    bool any;         /* it begins or ends one */
    bool ends_first;  /* it ends one that it has not begun */
    bool begins_last; /* it begins one that it does not end */
    /* SQLite: it switches the enforcement of foreign keys, which does nothing in a transaction; and where. */
    bool sets_foreign_keys;
    size_t foreign_keys_at;
};

/* Asks no server. */
struct script_transactions script_transactions(enum engine engine, const char *script, void *ctx);

/*
 * A transaction around scripts. A failed commit (a deferred constraint) and
 * a failed script leave it to be rolled back; connection_rollback is harmless
 * where none is open. Offsets in failures are 0.
 */
bool connection_begin(struct connection *connection, void *ctx, struct sql_failure *failure);
bool connection_commit(struct connection *connection, void *ctx, struct sql_failure *failure);
void connection_rollback(struct connection *connection);

/*
 * Someone who looks on while statements run: `before` is called with each
 * statement of connection_run and connection_execute when it is about to run,
 * `after` when it has worked. Where one returns false the statement fails
 * with the message and hint it has set, which belong to ctx; all else in the
 * failure is filled in. Questions go through connection_in_savepoint.
 *
 * `wants` says whether a text, of one statement or of many, holds something
 * that the two have to see: where it does not, they may not be called.
 */
struct statement_hook {
    bool (*wants)(struct statement_hook *hook, const char *text);
    bool (*before)(struct statement_hook *hook, const char *statement, void *ctx, struct sql_failure *failure);
    bool (*after)(struct statement_hook *hook, void *ctx, struct sql_failure *failure);
};

/* From now on `hook` looks on; NULL: nobody. It is borrowed. */
void connection_set_hook(struct connection *connection, struct statement_hook *hook);

/*
 * Someone who is told of texts that have run: `ran` is called with each text of connection_run and connection_execute
 * that has worked, whole, and `reset` where the session is brought back to how it was opened.
 */
struct script_watch {
    void (*ran)(struct script_watch *watch, const char *text);
    void (*reset)(struct script_watch *watch);
};

/* From now on `watch` is told; NULL: nobody. It is borrowed. */
void connection_set_script_watch(struct connection *connection, struct script_watch *watch);

/*
 * Calls `ask`, which may use connection_query, amid whatever a script is
 * doing: with the session's settings as they were when it was opened, and
 * whatever it does or fails at is undone. Where the transaction has failed
 * already nothing can be asked: false with the server's code for that.
 * False also when `ask` returns false.
 */
bool connection_in_savepoint(struct connection *connection,
                             bool (*ask)(void *data, void *ctx, struct sql_failure *failure), void *data, void *ctx,
                             struct sql_failure *failure);

/*
 * Brings the session back to how it was opened: settings a script changed
 * (search_path, TimeZone, SQLite's PRAGMAs), its role, temporary objects and
 * an open transaction are gone. Call it between applying a script and reading
 * the catalog, and before whatever must not see what an earlier script left.
 */
bool connection_reset(struct connection *connection, void *ctx, struct sql_failure *failure);

/* A cell of a result. SQLite says which type it holds; Postgres sends text (or null). */
enum cell_type { CELL_NULL, CELL_TEXT, CELL_INTEGER, CELL_REAL, CELL_BLOB };
struct cell {
    enum cell_type type;
    const char *data; /* text, NUL-terminated, of every type but blob (raw bytes) */
    size_t size;
};

struct rows {
    int n_rows;
    int n_columns;
    const char **names;       /* n_columns */
    const struct cell *cells; /* n_rows * n_columns, row by row */
    void *list;               /* what holds the cells, without their data; NULL: cannot be had apart */
};

/*
 * Runs one query and returns all its rows, which belong to ctx. `params` are
 * bound to $1, $2, ... (Postgres, as text) or ?1, ?2, ... (SQLite, as text);
 * NULL entries are SQL nulls. No statement timeout, queries are our own, but
 * for what database_open gave its options say.
 */
bool connection_query(struct connection *connection, const char *query, int n_params, const char *const *params,
                      void *ctx, struct rows *rows, struct sql_failure *failure);

/* A query with one parameter, or none (NULL). */
struct expected_query {
    const char *query, *param;
};

/*
 * Says what connection_query will be asked next, in this order, as long as
 * nothing else runs: an engine may fetch many answers at a time. What is said
 * is copied, and forgotten with the next that is said; it need not come true.
 */
void connection_expect(struct connection *connection, size_t n, const struct expected_query *questions);

/* A value as a program passes it with a statement. */
enum value_type {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INTEGER,
    VALUE_NUMBER, /* any other number, as text: "0.1", "nan", "-inf", a large integer */
    VALUE_TEXT,
    VALUE_BLOB,
    VALUE_LIST, /* Postgres only: an array */
    VALUE_TUPLE /* Postgres only: the list after IN, or a row */
};
struct value {
    enum value_type type;
    long long integer; /* of an integer; of a bool 0 or 1 */
    const char *data;  /* of a number, text (UTF-8) or blob; NUL-terminated */
    size_t size;
    const struct value *items; /* of a list or tuple */
    size_t n_items;
};

/* What came of one statement of a program. */
struct execution {
    bool has_rows; /* it is a query, if without a row */
    struct rows rows;
    const unsigned *types; /* of each column, Postgres' type OIDs; NULL on SQLite */
    long long affected;    /* as the drivers of Python count; -1: not known */
};

/*
 * Runs one statement of a program delta as Python's drivers do, and returns
 * its rows, which belong to ctx. Postgres: `?` and `%s` outside literals and
 * comments stand for the values, which are written into the statement as
 * literals (so that they can stand in CREATE SEQUENCE ... START WITH ?), `%%`
 * stands for `%`, and several statements may be given, of which the last
 * counts. SQLite: one statement, with `?` bound. A result of more than `limit` bytes is a
 * failure. Otherwise as connection_run; offsets in failures are 0.
 */
bool connection_execute(struct connection *connection, const char *sql, size_t n_values, const struct value *values,
                        size_t limit, void *ctx, struct execution *execution, struct sql_failure *failure);

/* False when a statement has ended the transaction begun with connection_begin, failing or not. */
bool connection_in_transaction(const struct connection *connection);

static inline const struct cell *rows_cell(const struct rows *rows, int row, int column)
{
    return &rows->cells[(size_t)row * (size_t)rows->n_columns + (size_t)column];
}

/* Frees the list of cells before all else that came with them: what they hold stays where it is. */
void rows_forget_cells(struct rows *rows);

/* The text of a cell, NULL for SQL null. */
static inline const char *rows_text(const struct rows *rows, int row, int column)
{
    const struct cell *c = rows_cell(rows, row, column);
    return c->type == CELL_NULL ? NULL : c->data;
}

#endif
