/*
 * Connecting, within a time whatever the server or a name service does: libpq
 * resolves names without a limit, and a server may ask for a proof of the
 * password that takes hours to compute. So it happens on a thread of its own,
 * which is left behind where it does not come back.
 */
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/monotonic.h"
#include "engine/postgres.h"

/* How long a thread that is to give up may take to notice, if it waits and does not compute. */
enum { GIVE_UP_MS = 250 };

/* Shared by both threads; who is the second to let go of it frees it. */
struct attempt {
    void *ctx; /* a root; the connection string belongs to it */
    const char *conninfo;
    long deadline;
    PGconn *conn;
    enum link_end end;
    int done_fd; /* readable when the thread is through */
    int quit_fd; /* readable when it is to give up */
    atomic_bool let_go;
};

static atomic_uint left_behind;

bool engine_threads_left(void)
{
    return atomic_load(&left_behind) > 0;
}

static void let_go(struct attempt *a)
{
    if (!atomic_exchange(&a->let_go, true))
        return;
    PQfinish(a->conn);
    close(a->done_fd);
    close(a->quit_fd);
    mem_free(a->ctx);
}

static void signal_fd(int fd)
{
    uint64_t one = 1;
    while (write(fd, &one, sizeof one) < 0 && errno == EINTR)
        ;
}

/* Notices are for people at a psql prompt; libpq would print them on stderr. */
static void no_notices(void *unused, const PGresult *result)
{
    (void)unused;
    (void)result;
}

/* So are those of a session, but the one that ends it. */
static void note_farewell(void *to, const PGresult *result)
{
    struct farewell *farewell = to;
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (!severity || (strcmp(severity, "FATAL") != 0 && strcmp(severity, "PANIC") != 0) || !code || !message)
        return;
    snprintf(farewell->code, sizeof farewell->code, "%s", code);
    snprintf(farewell->message, sizeof farewell->message, "%s", message);
}

static enum link_end connect_now(struct attempt *a)
{
    a->conn = PQconnectStart(a->conninfo);
    if (!a->conn || PQstatus(a->conn) == CONNECTION_BAD)
        return LINK_LOST;
    PQsetNoticeReceiver(a->conn, no_notices, NULL);
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    size_t reserved = mem_reserved();
    for (size_t n = 1;; n++) {
        short ready, events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        enum link_end end = link_wait(a->conn, events, a->deadline, a->quit_fd, &ready);
        if (end != LINK_DONE)
            return end;
        status = PQconnectPoll(a->conn);
        if (status == PGRES_POLLING_OK)
            return PQsetnonblocking(a->conn, 1) == 0 ? LINK_DONE : LINK_LOST;
        if (status == PGRES_POLLING_FAILED)
            return LINK_LOST;
        if (link_is_flooded(reserved, n))
            return LINK_REFUSED;
    }
}

static void *run(void *arg)
{
    struct attempt *a = arg;
    a->end = connect_now(a);
    signal_fd(a->done_fd);
    let_go(a);
    return NULL;
}

/* LINK_DONE when the thread is through. */
static enum link_end wait_for(const struct attempt *a, int ms, int cancellation_fd)
{
    long deadline = monotonic_ms() + ms;
    for (;;) {
        long left = deadline - monotonic_ms();
        struct pollfd fds[] = {{a->done_fd, POLLIN, 0}, {cancellation_fd, POLLIN, 0}};
        int n = poll(fds, 2, left > 0 ? (int)left : 0);
        if (n > 0 && fds[0].revents)
            return LINK_DONE;
        if (n > 0 && fds[1].revents)
            return LINK_STOPPED;
        if (n == 0 || (n < 0 && errno != EINTR))
            return LINK_TIMED_OUT;
    }
}

static struct attempt *attempt_new(const char *conninfo, int timeout_ms)
{
    void *ctx = mem_root("connect");
    struct attempt *a = mem_new(ctx, struct attempt);
    *a = (struct attempt){.ctx = ctx,
                          .conninfo = mem_strdup(ctx, conninfo),
                          .deadline = monotonic_ms() + timeout_ms,
                          .done_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                          .quit_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    return a;
}

/* Both ends meet here: the thread has come back, or will be left behind. */
static enum link_end finish(struct attempt *a, pthread_t thread, enum link_end waited, struct link *link)
{
    if (waited != LINK_DONE) {
        signal_fd(a->quit_fd);
        if (wait_for(a, GIVE_UP_MS, -1) != LINK_DONE) {
            atomic_fetch_add(&left_behind, 1);
            pthread_detach(thread);
            let_go(a);
            return waited;
        }
    }
    pthread_join(thread, NULL);
    enum link_end end = waited == LINK_STOPPED ? LINK_STOPPED : a->end;
    link->conn = a->conn;
    a->conn = NULL;
    if (link->conn)
        PQsetNoticeReceiver(link->conn, note_farewell, &link->farewell);
    let_go(a);
    return end;
}

enum link_end link_open(struct link *link, const char *conninfo, int timeout_ms, const struct cancellation *stop)
{
    pthread_t thread;
    *link = (struct link){.stop = stop};
    struct attempt *a = attempt_new(conninfo, timeout_ms);
    if (a->done_fd < 0 || a->quit_fd < 0 || pthread_create(&thread, NULL, run, a) != 0) {
        atomic_store(&a->let_go, true);
        let_go(a);
        return LINK_LOST;
    }
    /* The thread knows the same deadline; what is added is for it to come back by itself. */
    return finish(a, thread, wait_for(a, timeout_ms + GIVE_UP_MS, server_stop_fd(stop)), link);
}
