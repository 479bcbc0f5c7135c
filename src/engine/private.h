/*
 * What stands behind engine.h: the parts every server and every connection
 * has, and the operations an engine fills in. Only the files of this folder
 * include it.
 *
 * A server and each connection own a talloc root of their own, because they
 * are used by different threads.
 */
#ifndef ENGINE_PRIVATE_H
#define ENGINE_PRIVATE_H

#include "engine/live.h"
#include "engine/prepare.h"

struct server_ops {
    struct connection *(*create)(struct server *server, const char *label, struct diags *diags);
    void (*stop)(struct server *server, struct diags *diags);
    /* NULL: nothing is ever kept. */
    bool (*has_cached)(const struct server *server);
    bool (*keep)(struct server *server, struct cache *cache, const uint8_t key[DIGEST_SIZE],
                 struct cached_databases *cached, void *ctx);
    struct connection *(*resume)(struct server *server, const char *name, struct diags *diags);
    bool (*copy)(struct connection *connection, const char **name, void *ctx, struct diags *diags);
    /* NULL: none is ever made. */
    bool (*add_role)(struct server *server, const char *name, void *ctx, struct sql_failure *failure);
};

/* The first member of an engine's own server structure. */
struct server {
    const struct server_ops *ops;
    enum engine engine;
    int version; /* of Postgres */
    int statement_timeout_ms;
    int program_timeout_ms;
    int row_limit;          /* see struct server_options */
    int query_timeout_ms;   /* of connection_query; 0: none */
    int command_timeout_ms; /* of statements of our own; 0: none */
    bool answers_limited;   /* connection_query brings no more than answers_left bytes more */
    size_t answers_limit;
    _Atomic size_t answers_left;       /* two sessions may read at a time (postgres_ahead.c) */
    bool stubs;                        /* of SQLite: see struct server_options */
    const char *const *functions;      /* likewise */
    const struct prepared_role *roles; /* likewise, of Postgres */
    size_t n_roles;
    const struct cancellation *stop; /* or NULL */
};

struct connection_ops {
    bool (*run)(struct connection *c, const char *script, void *ctx, struct sql_failure *failure);
    bool (*query)(struct connection *c, const char *query, int n_params, const char *const *params, void *ctx,
                  struct rows *rows, struct sql_failure *failure);
    void (*expect)(struct connection *c, size_t n, const struct expected_query *questions); /* NULL: of no use */
    bool (*execute)(struct connection *c, const char *sql, size_t n_values, const struct value *values, size_t limit,
                    void *ctx, struct execution *execution, struct sql_failure *failure);
    /* One statement of our own ("BEGIN"), without rows. */
    bool (*command)(struct connection *c, const char *sql, void *ctx, struct sql_failure *failure);
    bool (*in_transaction)(const struct connection *c);
    /* connection_in_savepoint: the two ends; what is done between them is undone. */
    bool (*savepoint_begin)(struct connection *c, void *ctx, struct sql_failure *failure);
    bool (*savepoint_end)(struct connection *c, void *ctx, struct sql_failure *failure);
    bool (*reset)(struct connection *c, void *ctx, struct sql_failure *failure);
    void (*drop)(struct connection *c);
    /* Of database_moved and database_again. NULL: nothing moves. */
    bool (*has_moved)(struct connection *c, bool failed);
    bool (*again)(struct connection *c, struct diags *diags);
    /* Of database_close, before drop: false with a diagnostic where what was read does not hold. NULL: it holds. */
    bool (*still_holds)(const struct connection *c, struct diags *diags);
    /* Of database_keep, behind COMMIT and before drop. NULL: nothing is left to do. */
    void (*committed)(struct connection *c);
    /* Of database_prepare. NULL: there is nothing to make. */
    bool (*prepare)(struct connection *c, const struct prepared_extension *extension, bool made, void *ctx,
                    struct sql_failure *failure);
};

/* The first member of an engine's own connection structure. */
struct connection {
    const struct connection_ops *ops;
    struct server *server;
    int version;                 /* as connection_version says */
    bool begun;                  /* between connection_begin and its end */
    bool ended;                  /* a statement has ended what was begun, whatever it has begun instead */
    struct statement_hook *hook; /* or NULL */
    struct script_watch *watch;  /* or NULL */
    bool made;                   /* its database was not there */
    bool moved;                  /* a query has failed as it would where database_moved is true */

    struct prepared_extension *prepared; /* extensions, of which the making is passed over; of the connection */
    size_t n_prepared;
    bool keeps_prepared; /* and the dropping */
};

/*
 * False, with a failure of the statement at `statement`, where the transaction
 * that connection_begin began is over; true where none was begun.
 */
bool transaction_holds(struct connection *c, size_t statement, struct sql_failure *failure);

/* What the hook says of the statement at `start`; true where nobody looks on. */
bool hook_before(struct connection *c, const char *statement, size_t length, size_t start, void *ctx,
                 struct sql_failure *failure);
bool hook_after(struct connection *c, size_t start, void *ctx, struct sql_failure *failure);

struct server *postgres_cluster_start(const struct server_options *options, struct diags *diags);
struct server *postgres_running_start(const struct server_options *options, struct diags *diags);
struct server *sqlite_start(const struct server_options *options, struct diags *diags);

struct connection *postgres_open(const char *location, const struct database_options *options, struct diags *diags);
struct connection *sqlite_open(const char *location, const struct database_options *options, struct diags *diags);

/* database_open_to_fill; the transaction has begun. */
struct connection *postgres_open_to_fill(const char *location, const struct database_options *options,
                                         struct diags *diags);
struct connection *sqlite_open_to_fill(const char *location, const struct database_options *options,
                                       struct diags *diags);

/* engine_library. */
char *sqlite_library(void *ctx);

/* engine_identity. */
bool sqlite_identity(const struct server_options *options, struct digest *key, void *ctx, struct diags *unsaid);

bool postgres_is_location(const char *location);
char *postgres_label(const char *location, void *ctx);

/* A descriptor to poll for a cancellation; -1, which poll passes over, where there is none. */
int server_stop_fd(const struct cancellation *stop);
bool server_stop_wanted(const struct cancellation *stop);

/* What is said of a statement that was cancelled at its timeout. Belongs to ctx. */
char *failure_timeout(int timeout_ms, void *ctx);

/* What is said where the answers of a database together are larger than may be. Belongs to ctx. */
char *failure_answers(const struct server *server, void *ctx);

/* What is said of a result of more than `limit` bytes. Belongs to ctx. */
char *failure_too_large(size_t limit, void *ctx);

/* Clears a failure and says it happened at `statement`; the message is the caller's. */
void failure_at(struct sql_failure *failure, size_t statement, const char *message);

#endif
