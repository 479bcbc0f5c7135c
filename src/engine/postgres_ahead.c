/*
 * Queries that were expected, run by a second session that sees the same state of the database: from the last to the
 * first, while the first session is asked from the first on. Where they meet, all are answered, and neither has waited
 * for the other. Whatever fails here is asked of the first session, which then says why.
 */
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>

#include "base/mem.h"
#include "engine/postgres.h"

enum state { WAITING, RUNNING, DONE, GIVEN_UP };

struct expected_answer {
    const char *query;
    enum state state;
    void *ctx; /* of the rows */
    struct rows rows;
};

struct ahead {
    void *ctx;
    pthread_t thread;
    pthread_mutex_t lock; /* of states, and of `socket` */
    pthread_cond_t changed;
    bool ended; /* nobody will ask any more */
    int socket; /* of the second session, while it is connected; or -1 */
    struct link link;
    struct server *server;
    const char *conninfo;
    const char **statements; /* with which the session begins; NULL-terminated */
    struct expected_answer *items;
    size_t n;
};

/* True where it is nobody's yet. */
static bool claim(struct ahead *a, struct expected_answer *item, enum state state)
{
    bool mine = item->state == WAITING && !a->ended;
    if (mine)
        item->state = state;
    return mine;
}

static void set_state(struct ahead *a, struct expected_answer *item, enum state state)
{
    pthread_mutex_lock(&a->lock);
    item->state = state;
    pthread_cond_broadcast(&a->changed);
    pthread_mutex_unlock(&a->lock);
}

static void set_socket(struct ahead *a, int socket)
{
    pthread_mutex_lock(&a->lock);
    a->socket = socket;
    pthread_mutex_unlock(&a->lock);
}

static bool answered(enum link_end end, PGresult *result)
{
    ExecStatusType status = end == LINK_DONE ? PQresultStatus(result) : PGRES_FATAL_ERROR;
    PQclear(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE;
}

static bool begin(struct ahead *a)
{
    PGresult *result;
    if (link_open(&a->link, a->conninfo, a->server->command_timeout_ms, a->server->stop) != LINK_DONE)
        return false;
    a->link.for_one = true;
    set_socket(a, PQsocket(a->link.conn));
    for (const char **s = a->statements; *s; s++) {
        enum link_end end = link_run(&a->link, *s, a->server->command_timeout_ms, &result);
        if (!answered(end, result))
            return false;
    }
    return true;
}

static bool run(struct ahead *a, struct expected_answer *item)
{
    struct rows_collector collector;
    PGresult *result;
    item->ctx = mem_root("ahead");
    rows_collector_init(&collector, &item->rows, a->server->answers_limited ? &a->server->answers_left : NULL,
                        item->ctx);
    a->link.sink = &collector.sink;
    enum link_end end = link_query_own_names(&a->link, item->query, a->server->query_timeout_ms, &result);
    bool ok = answered(end, result);
    a->link.sink = NULL;
    if (ok)
        return true;
    a->server->answers_left += collector.spent;
    mem_free(item->ctx);
    item->ctx = NULL;
    return false;
}

static void *run_all(void *data)
{
    struct ahead *a = data;
    bool ok = begin(a);
    for (size_t i = a->n; ok && i-- > 0;) {
        pthread_mutex_lock(&a->lock);
        bool mine = claim(a, &a->items[i], RUNNING);
        pthread_mutex_unlock(&a->lock);
        if (!mine)
            continue;
        ok = run(a, &a->items[i]);
        set_state(a, &a->items[i], ok ? DONE : GIVEN_UP);
    }
    set_socket(a, -1);
    link_close(&a->link);
    return NULL;
}

struct ahead *ahead_start(struct server *server, const char *conninfo, const char *const *statements, size_t n,
                          const struct expected_query *queries)
{
    void *ctx = mem_root("ahead");
    struct ahead *a = mem_new(ctx, struct ahead);
    size_t n_statements = 0;
    *a = (struct ahead){.ctx = ctx, .socket = -1, .server = server, .conninfo = mem_strdup(ctx, conninfo)};
    while (statements[n_statements])
        n_statements++;
    a->statements = mem_array(ctx, const char *, n_statements + 1);
    for (size_t i = 0; i < n_statements; i++)
        a->statements[i] = mem_strdup(ctx, statements[i]);
    a->items = mem_array(ctx, struct expected_answer, n);
    for (size_t i = 0; i < n; i++)
        if (!queries[i].param)
            a->items[a->n++].query = mem_strdup(ctx, queries[i].query);
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->changed, NULL);
    if (pthread_create(&a->thread, NULL, run_all, a) == 0)
        return a;
    mem_free(ctx);
    return NULL;
}

bool ahead_take(struct ahead *a, const char *query, void *ctx, struct rows *rows)
{
    struct expected_answer *item = NULL;
    for (size_t i = 0; !item && i < a->n; i++)
        if (strcmp(a->items[i].query, query) == 0)
            item = &a->items[i];
    if (!item)
        return false;
    pthread_mutex_lock(&a->lock);
    claim(a, item, GIVEN_UP);
    while (item->state == RUNNING)
        pthread_cond_wait(&a->changed, &a->lock);
    bool done = item->state == DONE;
    item->state = GIVEN_UP;
    pthread_mutex_unlock(&a->lock);
    if (done) {
        *rows = item->rows;
        mem_adopt(ctx, item->ctx);
        item->ctx = NULL;
    }
    return done;
}

void ahead_end(struct ahead *a)
{
    if (!a)
        return;
    pthread_mutex_lock(&a->lock);
    a->ended = true;
    if (a->socket >= 0)
        shutdown(a->socket, SHUT_RDWR);
    pthread_mutex_unlock(&a->lock);
    pthread_join(a->thread, NULL);
    for (size_t i = 0; i < a->n; i++)
        mem_free(a->items[i].ctx);
    pthread_cond_destroy(&a->changed);
    pthread_mutex_destroy(&a->lock);
    mem_free(a->ctx);
}
