/*
 * What the SQLite files of this folder share. SQLite itself runs in a process
 * of its own for each connection, src/worker/, which is asked in the words of
 * protocol/sqlite.h; it may die, and what it says is believed as far as it is
 * of the protocol.
 */
#ifndef ENGINE_SQLITE_H
#define ENGINE_SQLITE_H

#include "base/channel.h"
#include "base/process.h"
#include "base/regular.h"
#include "engine/private.h"
#include "protocol/fields.h"
#include "protocol/sqlite.h"

/* ---- sqlite_worker.c, sqlite_start.c ---- */

struct worker {
    struct process process;
    struct channel channel;
    struct writer request;
    int timeout_ms;                 /* of the request at hand */
    bool in_transaction;            /* as it said last */
    const char *gone;               /* why there is none any more; or NULL */
    bool stopped;                   /* it is gone because the run was to stop */
    const volatile uint64_t *place; /* memory that it writes: where in a script it is; or NULL */
    uint64_t last_place;            /* that, when it was ended */
    void *ctx;
};

/* One that is not started. */
void worker_init(struct worker *worker, void *ctx);

/* What it is started with. */
struct worker_opening {
    enum opening opening;
    bool stubs;                   /* as in struct server_options */
    const char *const *functions; /* likewise; or NULL */
    int files[GIVEN_FILES];       /* descriptors, -1: there is none; they stay the caller's */
    long long file_size;          /* the largest that may be written */
};

/* What it says then. */
struct worker_opened {
    const char *version; /* of the library, "3.40.1" */
    int number;          /* the same, 3040001 */
    const char *library; /* the file that it was loaded from; empty: it is a part of the program */
    enum opening opening;
    const char *fault; /* why the database could not be opened; NULL: it is */
    bool has_journal;  /* because its last transaction was not finished */
};

/*
 * Starts one, which asks `stop` wherever it is waited for. All texts belong to
 * ctx, which must outlive it. False with the reason in diags where there is no
 * answer, without one after a cancellation. To be ended in any case.
 */
bool worker_start(struct worker *worker, const struct worker_opening *opening, const struct cancellation *stop,
                  void *ctx, struct worker_opened *opened, struct diags *diags);

/* The library's version as a number, 3040001; 0: it does not start. */
int sqlite_library_number(void *ctx);

/* Ends it, at once. */
void worker_end(struct worker *worker);

/* Begins a request: its timeout (0: none) is its first field. */
struct writer *worker_request(struct worker *worker, enum request request, int timeout_ms);

/*
 * Sends the request and waits for the first frame of the reply, which belongs
 * to ctx and may take the timeout and a little more. Returns what it is; 0
 * with the reason in *failure where the worker is gone, or the request too
 * large.
 */
enum reply worker_ask(struct worker *worker, void *ctx, struct reader *reply, struct sql_failure *failure);

/* The next frame. */
enum reply worker_hear(struct worker *worker, void *ctx, struct reader *reply, struct sql_failure *failure);

/* Where in the script it was when it was lost, of which nothing more is known. */
size_t worker_place(const struct worker *worker, size_t size);

/* REPLY_FAILED. */
struct worker_failure {
    bool ran;
    size_t ran_start;
    enum failing failing;
    struct sql_failure failure; /* its message is missing where the rows were too many */
};
void worker_failure(struct worker *worker, struct reader *reply, void *ctx, struct worker_failure *out);

/* What it said was not of the protocol; ends it. Returns false. */
bool worker_misbehaved(struct worker *worker, void *ctx, struct sql_failure *failure);

/* ---- sqlite_connection.c ---- */

/* What connection_expect has said, and what of it was fetched. */
struct expected {
    struct expected_query *questions;
    struct answer *answers;
    size_t n, next, fetched; /* the answers to [next, fetched) are there */
    void *ctx;               /* of all that; or NULL */
};

struct sqlite_connection {
    struct connection base;
    void *ctx; /* owns it */
    struct worker worker;
    struct expected expected;
    const char *library;
};

/* The most that one query of our own is answered with, in bytes: a snapshot holds no more. */
enum { LARGEST_RESULT = LARGEST_FILE };

extern const struct connection_ops sqlite_connection_ops;

/* The file that the library was loaded from, as struct worker_opened says; belongs to the connection. */
const char *sqlite_connection_library(const struct connection *connection);

/* ---- sqlite_execute.c ---- */

/* What is executed; values are those of connection_execute. */
struct sqlite_question {
    const char *sql;
    size_t n_values;
    const struct value *values;
    int timeout_ms;
    size_t limit;
};

/* Runs one statement and takes its rows, which belong to ctx. */
bool sqlite_execute_one(struct worker *worker, const struct sqlite_question *statement, void *ctx,
                        struct execution *execution, struct sql_failure *failure);

/* A result from its first frame on. */
bool sqlite_read_result(struct worker *worker, enum reply type, struct reader *reply, size_t limit, void *ctx,
                        struct execution *execution, struct sql_failure *failure);

/* ---- sqlite_script.c ---- */

/* connection_run. */
bool sqlite_script(struct sqlite_connection *connection, const char *text, void *ctx, struct sql_failure *failure);

/* ---- sqlite_expect.c ---- */

void sqlite_expect(struct expected *expected, size_t n, const struct expected_query *questions, void *ctx);

/* Forgets it. */
void sqlite_expect_nothing(struct expected *expected);

/* True where the query was expected: then it is answered, and *ok says how that came out. */
bool sqlite_expected(struct expected *expected, struct worker *worker, const struct expected_query *question,
                     int timeout_ms, void *ctx, struct rows *rows, struct sql_failure *failure, bool *ok);

/* ---- sqlite_copy.c ---- */

/* Copies of a database and its journal, which have no name any more. */
struct sqlite_copy {
    int database, journal;
    long long size; /* of both together */
};

/* False with a diagnostic. */
bool sqlite_copy(struct sqlite_copy *copy, const int files[GIVEN_FILES], const char *path,
                 const struct cancellation *stop, struct diags *diags);

#endif
