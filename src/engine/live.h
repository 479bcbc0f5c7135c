/*
 * Databases that are somebody's and stay: opened to be read, which changes
 * nothing, or, where they are empty, to be filled. What databases of a run are
 * is in engine/engine.h.
 */
#ifndef ENGINE_LIVE_H
#define ENGINE_LIVE_H

#include <stdbool.h>

#include "base/cancellation.h"
#include "base/diag.h"
#include "engine/engine.h"

/* How a database that is there already is opened. */
struct database_limits {
    int statement_timeout_ms; /* for every query; 0: none */
    int answer_limit_mib;     /* Postgres: what all answers together may take of memory; 0: any */
};
struct database_options {
    int statement_timeout_ms; /* as in database_limits */
    int answer_limit_mib;
    const struct cancellation *stop;
};

/*
 * Opens a database that belongs to somebody else, to be read with
 * connection_query and nothing else. All queries see one state of it.
 *
 * Postgres: `location` is a URL or conninfo string of libpq, and what it does
 * not say comes from the PG* variables. The session has the settings of
 * database_create's, set inside one read-only transaction that lasts until
 * the end, so that a pooler may stand between; row security does not hide
 * rows but is an error; no lock is waited for longer than some seconds.
 *
 * SQLite: `location` is a path. The file is never written to, and neither are
 * the files beside it, nor is one made there (engine/sqlite_open.c says how).
 *
 * NULL with a diagnostic, which never holds a password; without one after the
 * cancellation.
 */
struct connection *database_open(enum engine engine, const char *location, const struct database_options *options,
                                 struct diags *diags);

/*
 * Opens a database that belongs to somebody else, to be filled by connection_run
 * within one transaction, which has begun: nothing is there before
 * database_keep has worked, and nothing is left of it where database_close
 * ends it instead. What is in it already is for the caller to look at.
 *
 * Postgres: as database_open, but that `location` needs a role that may create.
 * SQLite: a file that is not there is made, and removed again unless it is kept.
 * Nothing is written through a symbolic link, nor into a file that is no
 * database; one that another program has open in WAL mode, or has not finished
 * with, is refused. Functions and collations of an application are missing.
 *
 * NULL with a diagnostic, which never holds a password; without one after the
 * cancellation.
 */
struct connection *database_open_to_fill(enum engine engine, const char *location,
                                         const struct database_options *options, struct diags *diags);

/*
 * Commits what the connection of database_open_to_fill has done, and closes it in any case. A commit that has begun
 * is not interrupted. False with a failure, whose texts belong to ctx.
 */
bool database_keep(struct connection *connection, void *ctx, struct sql_failure *failure);

/* Whether database_open_to_fill has made the database, which was not there. */
bool database_is_new(const struct connection *connection);

/*
 * True where another session has dropped objects since database_open, so that
 * answers are missing or queries failed: Postgres's functions that print
 * definitions look at the newest state. `failed`: an answer was not as it has
 * to be, which may be why.
 */
bool database_moved(struct connection *connection, bool failed);

/* Lets go of the state that is seen and begins with a later one. False with a diagnostic, or after a cancellation. */
bool database_again(struct connection *connection, struct diags *diags);

/*
 * Ends what database_open began; NULL is allowed. False with a diagnostic
 * where what was read may be no single state of the database, because
 * somebody wrote to it meanwhile and no lock could be had.
 */
bool database_close(struct connection *connection, struct diags *diags);

/* True for a URL or conninfo string of libpq, whether there is such a database or not; false for what may be a path. */
bool database_is_postgres(const char *location);

/* A location as it may be shown to anybody: of a Postgres database user, host, port and name. Belongs to ctx. */
char *database_label(enum engine engine, const char *location, void *ctx);

#endif
