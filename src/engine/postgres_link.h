/*
 * A libpq connection, used without ever blocking past a cancellation, however its server behaves: every wait has an
 * end, a statement can be cancelled, and an answer takes no more memory than it may. The files of it are named below.
 */
#ifndef ENGINE_POSTGRES_LINK_H
#define ENGINE_POSTGRES_LINK_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/cancellation.h"
#include "engine/space.h"

/* ---- postgres_link.c ---- */

/* Who wants the rows of a statement; without one link_run throws them away. */
struct row_sink {
    /* Sees every result of a statement: its rows, some at a time, then its end. False: wants no more, cancel it. */
    bool (*take)(struct row_sink *sink, const PGresult *result);
    bool refused; /* take has returned false */
};

/* What the server says it has done: a statement has one command tag, a string of several has as many. */
struct link_tags {
    size_t n;
    bool ends;      /* one of them ends a transaction: COMMIT, PREPARE TRANSACTION */
    bool rollbacks; /* one of them is ROLLBACK: of a transaction, or TO a savepoint */
};

/*
 * Why the server ended the session while nothing ran: then libpq takes its last error for a notice, and the next
 * statement finds no connection. Empty where it has not.
 */
struct farewell {
    char code[6]; /* its SQLSTATE */
    char message[400];
};

struct link {
    PGconn *conn;
    struct row_sink *sink;           /* or NULL */
    struct link_tags tags;           /* of what link_run ran last, failed or not */
    const struct cancellation *stop; /* NULL: goes on whatever is wished */
    bool lost;                       /* the server does not answer: only closing is left */
    bool for_one;          /* what does not come to its end is given up: nobody needs the session afterwards */
    struct space *space;   /* what its statements may write, where the server is ours; or NULL */
    const char *directory; /* of a server that is ours; or NULL */
    pid_t cancelling;      /* the process that asks the server to cancel, or 0 */
    struct farewell farewell;
};

enum link_end {
    LINK_DONE,      /* *result is the statement's, failed or not */
    LINK_STOPPED,   /* a cancellation ended it */
    LINK_TIMED_OUT, /* the deadline ended it */
    LINK_FULL,      /* the server has written more than it may (engine/space.h) */
    LINK_COPY_IN,   /* it was a COPY FROM STDIN, and has been ended */
    LINK_COPY_OUT,  /* it was a COPY TO STDOUT, and has been ended */
    LINK_REFUSED,   /* the sink wanted no more, or a message was larger than any may be */
    LINK_LOST       /* the connection is gone */
};

/* How long a server of our own, or one that was chosen for the work, may take to answer. */
enum { LINK_CONNECT_MS = 60000 };

/* Waits until the socket is ready for `events`, of which *ready then has those that are; deadline 0: for ever. */
enum link_end link_wait(PGconn *conn, short events, long deadline, int cancellation_fd, short *ready);

/*
 * Whether what has come since `reserved` (mem_reserved) and is no message yet
 * takes more memory than any may: libpq makes room for what a server says that
 * it will send. To be asked after each reading, which `n` counts.
 */
bool link_is_flooded(size_t reserved, size_t n);

void link_close(struct link *link);

/* ---- postgres_connect.c ---- */

/*
 * Connects within `timeout_ms`; `conninfo` is a libpq connection string. When
 * it does not work out, link->conn may still be there to be asked why, and
 * link_close is to be called.
 */
enum link_end link_open(struct link *link, const char *conninfo, int timeout_ms, const struct cancellation *stop);

/* ---- postgres_link.c ---- */

/*
 * Runs one statement and waits for it, at most `timeout_ms` (0: for ever).
 * Rows go to link->sink; without one link_run throws them away, and link_query
 * returns them.
 * *result is to be cleared by the caller, and is NULL unless LINK_DONE or
 * sometimes LINK_LOST.
 */
enum link_end link_run(struct link *link, const char *sql, int timeout_ms, PGresult **result);
enum link_end link_query(struct link *link, const char *sql, int n_params, const char *const *params, int timeout_ms,
                         PGresult **result);

/* ---- postgres_own_names.c ---- */

/*
 * link_query of one SELECT in a transaction on a database that strangers may create in: its functions, operators and
 * unqualified relations are the server's own alone, while what it prints is printed as with search_path public. Where
 * it fails, the position of the error is not that in `sql`.
 */
enum link_end link_query_own_names(struct link *link, const char *sql, int timeout_ms, PGresult **result);

/* ---- postgres_link.c ---- */

/* Why the connection did not come about or is gone, in libpq's words, without the password. Belongs to ctx. */
char *link_trouble(const struct link *link, enum link_end end, void *ctx);

/* A server's words without the password that it was given. Belongs to ctx; NULL for NULL. */
char *link_without_password(const struct link *link, const char *text, void *ctx);

/* Adds `keyword='value'` to a connection string being written, quoted. */
void conninfo_add(FILE *out, const char *keyword, const char *value);

#endif
