/*
 * The program that runs SQLite for the tool, in a process of its own that may
 * die: it has no file but those it is given, no network, no other program
 * (base/sandbox.h), and answers what the tool asks (protocol/sqlite.h).
 *
 *     main.c        started, closed in, asked until the tool is gone
 *     link.c        frames to and from the tool
 *     serve.c       each request and its reply
 *     open.c        a database in memory, or files that were given
 *     files.c       what the library learns of files
 *     script.c      statement by statement
 *     execute.c     one statement with its rows
 *     stub.c    functions and collations that only the application has
 *     reset.c       the session as it was opened
 *     failure.c     why something failed
 *     guard.c       what statements may do, and for how long
 *     allowed.c     the lists of that
 */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "protocol/fields.h"
#include "protocol/sqlite.h"

/* ---- stub.c ---- */

/* Functions that stand in for an application's. */
struct stubs {
    bool wanted;        /* of each function that is missing */
    const char **named; /* of these, which may not be called: what they give would go into the database */
    size_t n_named;
    struct stub {
        const char *name;
        bool aggregate; /* over rows, also a window's */
    } * items;
    size_t n;
};

/* Whether that one is among them. */
bool is_stub(const struct stubs *all, const char *function);

/* From now on a collation that is not here compares bytes. */
void stub_collations(sqlite3 *db);

struct session;

/* sqlite3_prepare_v2, and again for each function that is missing and may be stood in for. */
int session_prepare(struct session *session, const char *sql, sqlite3_stmt **statement, const char **tail, void *ctx);

/* ---- unistr.c ---- */

/* The library's own from 3.50 on; of one value. */
void worker_unistr(sqlite3_context *context, int n, sqlite3_value **values);

/* ---- guard.c ---- */

/* Watches over a connection: allows what a schema needs (allowed.h), and interrupts a statement at its deadline. */
struct guard {
    sqlite3 *db;
    void *ctx;
    long deadline_ms;             /* on the monotonic clock; 0: none */
    bool trusted;                 /* what runs are settings of our own */
    bool like_is_set;             /* PRAGMA case_sensitive_like was asked to set it */
    bool stepping;                /* a statement is running, not being prepared */
    char name[120], refusal[200]; /* what was refused, and why; or "" */
    bool timed_out;
    struct replaced *replaced; /* the library's functions that are not allowed */
    size_t n_replaced;
    struct names {
        const char **items;
        size_t n;
    } other_pragmas, other_modules; /* the library's that are not allowed */
    struct stubs stubs;
};

/* Configures a new connection. What it needs belongs to ctx, which must outlive db. Returns the library's code. */
int guard_install(struct guard *guard, sqlite3 *db, void *ctx);

/*
 * The library's defensive mode. Scripts run without: deltas write to the
 * schema itself, and what shells print to the tables that modules make.
 */
int guard_defend(struct guard *guard, bool defensive);

/* Begins a statement; `timeout_ms` 0: no limit. */
void guard_begin(struct guard *guard, uint32_t timeout_ms);

/* ---- the database, and the script that runs in it ---- */

struct session {
    void *ctx;
    sqlite3 *db;
    struct guard guard;
    int tool;                 /* the socket */
    struct writer reply;      /* frames being written */
    size_t frame;             /* where the last one begins */
    volatile uint64_t *place; /* GIVEN_PLACE */
    char *script;
    sqlite3_stmt *next; /* the statement that runs next; or NULL */
    size_t start, end;  /* where it stands */
    bool ran;           /* one has, in this request */
    size_t ran_start;   /* the last of them */
};

/* ---- failure.c ---- */

struct failure {
    enum failing failing;
    const char *code, *message; /* belong to the session's ctx of the request, or are static */
    size_t statement, position;
};

/*
 * Fills a failure from what the library says of its last error. `start` is
 * where the statement stands in the script, which is what the library counts
 * from. Returns false.
 */
bool failure_of_library(struct failure *failure, const struct session *session, size_t start, void *ctx);

/* A failure in words of our own, of a statement that stands alone. Returns false. */
bool failure_of_message(struct failure *failure, const char *message);

/* REPLY_FAILED. */
void reply_failed(struct session *session, const struct failure *failure);

/* ---- open.c ---- */

/* Makes the session's database, with stubs where they are wanted. False with the reason in *failure. */
bool session_open(struct session *session, enum opening *opening, void *ctx, struct failure *failure);

/* ---- files.c ---- */

/* From now on the library knows these descriptors (-1: there is none), by the names below, and no other file. */
bool files_give(const int descriptors[GIVEN_FILES], enum opening opening);

/* Whether the library has asked for a file that was not given, nor could have been: a journal can name any. */
bool files_another(void);

/* The database's name for the library. */
extern const char given_name[];

/* ---- script.c ---- */

/* How far a script runs before the tool is asked again. */
struct pace {
    uint32_t timeout; /* of each statement */
    size_t until;     /* where the last statement ends that runs without asking */
};

/* Begins a script, which is the session's from now on, prepares its first statement and runs it as the pace has it. */
bool script_begin(struct session *session, char *script, const struct pace *pace, void *ctx, struct failure *failure);

/* Runs the prepared statement, prepares the next, and so on as the pace has it. */
bool script_step(struct session *session, const struct pace *pace, void *ctx, struct failure *failure);

/* Forgets the script. */
void script_end(struct session *session);

/* ---- execute.c ---- */

struct bound {
    enum protocol_value type;
    int64_t integer;
    double real;
    const char *bytes;
    size_t size;
};

struct execution {
    uint32_t timeout;
    int64_t limit; /* of bytes of rows */
    const char *sql;
    const struct bound *values;
    size_t n;
};

/* Runs a statement and replies with its rows. False, without the end of a reply, on failure. */
bool worker_execute(struct session *session, const struct execution *execution, void *ctx, struct failure *failure);

/* Queries, one after the other; that of the one before is not prepared again. */
struct query {
    const char *sql, *param; /* or NULL */
};
void answer_queries(struct session *session, const struct execution *how, const struct query *queries, size_t n,
                    void *ctx);

/* ---- reset.c ---- */

bool session_reset(struct session *session, uint32_t timeout, void *ctx, struct failure *failure);

/* ---- link.c ---- */

/* The next frame, without its head; belongs to ctx. Ends the process when the tool is gone. */
char *link_receive(int tool, void *ctx, size_t *size);

/* The first, with the descriptors that come along; those that do not are -1. */
char *link_receive_first(int tool, void *ctx, size_t *size, int *descriptors, size_t n);

/* From now on the end of the tool is the end of the process, also while the library works. */
void link_watch(void);

/* Begins a reply and ends it; what has been ended is sent by reply_flush. */
struct writer *reply_begin(struct session *session, enum reply reply);
void reply_end(struct session *session);
void reply_flush(struct session *session);

/* ---- serve.c ---- */

/* Answers requests for ever. */
_Noreturn void worker_serve(struct session *session);

#endif
