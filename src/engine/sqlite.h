/* What the SQLite files of this folder share. */
#ifndef ENGINE_SQLITE_H
#define ENGINE_SQLITE_H

#include <sqlite3.h>

#include "base/scratch.h"
#include "engine/private.h"

/* ---- sqlite_guard.c ---- */

/*
 * Watches over a connection: allows what a schema needs (sqlite_allowed.h),
 * and interrupts a statement on the wish to stop or at its deadline.
 */
struct guard {
    sqlite3 *db;
    void *ctx;
    const struct server *server;  /* whose stop and timeout count */
    long deadline_ms;             /* on the monotonic clock; 0: none */
    bool trusted;                 /* what runs are settings of our own */
    bool stepping;                /* a statement is running, not being prepared */
    char name[120], refusal[200]; /* what was refused, and why; or "" */
    bool timed_out;
    bool stopped;
    struct replaced *replaced; /* the library's functions that are not allowed */
    size_t n_replaced;
    const char **others; /* the library's PRAGMAs that are not allowed */
    size_t n_others;
};

/* Configures a new connection. What it needs belongs to ctx, which must outlive db. Returns the library's code. */
int guard_install(struct guard *guard, sqlite3 *db, const struct server *server, void *ctx);

/*
 * The library's defensive mode. Scripts run without: deltas write to the
 * schema itself, and what shells print to the tables that modules make.
 */
int guard_defend(struct guard *guard, bool defensive);

/* Begins a statement; `timeout_ms` 0: no limit. */
void guard_begin(struct guard *guard, int timeout_ms);

/* ---- sqlite_connection.c ---- */

struct sqlite_connection {
    struct connection base;
    void *ctx; /* owns it */
    sqlite3 *db;
    struct guard guard;
};

extern const struct connection_ops sqlite_connection_ops;

/* ---- sqlite_copy.c ---- */

/*
 * Copies a database with its journal into a private directory, which is the
 * caller's to remove. The copy's path belongs to ctx; NULL with a diagnostic,
 * and then there is no directory.
 */
char *sqlite_copy(const char *path, struct scratch *scratch, void *ctx, struct diags *diags);

/* ---- sqlite_failure.c ---- */

/*
 * Fills a failure from what the library says of its last error. `start` is
 * where the statement stands in the script, `base` what the library counts
 * offsets from.
 */
void failure_of_sqlite(struct sql_failure *failure, sqlite3 *db, const struct guard *guard, size_t start, size_t base,
                       void *ctx);

/* "SQLITE_CONSTRAINT_UNIQUE" and so on; a static text. */
const char *sqlite_code_name(int code);

/* ---- sqlite_rows.c ---- */

/* Steps a prepared statement to its end and collects its rows; returns the library's code. */
int sqlite_collect(sqlite3_stmt *statement, void *ctx, struct rows *rows);

/* One column of the row a statement stands at. Belongs to ctx. */
struct cell sqlite_cell(sqlite3_stmt *statement, int column, void *ctx);

/* ---- sqlite_execute.c ---- */

/* connection_execute, after guard_begin. */
bool sqlite_execute_one(sqlite3 *db, struct guard *guard, const char *sql, size_t n_values, const struct value *values,
                        size_t limit, void *ctx, struct execution *execution, struct sql_failure *failure);

#endif
