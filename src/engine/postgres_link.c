#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "engine/postgres.h"

/* How long a cancelled statement may take to come back before the connection is given up. */
enum { CANCEL_GRACE_MS = 5000 };

void conninfo_add(FILE *out, const char *keyword, const char *value)
{
    fprintf(out, "%s='", keyword);
    for (const char *p = value; *p; p++) {
        if (*p == '\'' || *p == '\\')
            putc('\\', out);
        putc(*p, out);
    }
    fputs("' ", out);
}

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits until the socket is ready for `events`; deadline 0: for ever. */
static enum link_end wait_socket(const struct link *link, short events, long deadline, const struct stop *stop)
{
    for (;;) {
        int timeout = -1;
        if (deadline) {
            long left = deadline - now_ms();
            if (left <= 0)
                return LINK_TIMED_OUT;
            timeout = (int)left;
        }
        struct pollfd fds[] = {{PQsocket(link->conn), events, 0}, {server_stop_fd(stop), POLLIN, 0}};
        int n = poll(fds, 2, timeout);
        if (n < 0 && errno != EINTR)
            return LINK_LOST;
        if (n > 0 && fds[1].revents)
            return LINK_STOPPED;
        if (n > 0 && fds[0].revents)
            return LINK_DONE;
    }
}

/* Notices are for people at a psql prompt; libpq would print them on stderr. */
static void no_notices(void *unused, const PGresult *result)
{
    (void)unused;
    (void)result;
}

enum link_end link_open(struct link *link, const char *conninfo, int timeout_ms, const struct stop *stop)
{
    *link = (struct link){.stop = stop};
    link->conn = PQconnectStart(conninfo);
    if (!link->conn || PQstatus(link->conn) == CONNECTION_BAD)
        return LINK_LOST;
    PQsetNoticeReceiver(link->conn, no_notices, NULL);
    long deadline = now_ms() + timeout_ms;
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    for (;;) {
        short events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        enum link_end end = wait_socket(link, events, deadline, stop);
        if (end != LINK_DONE)
            return end;
        status = PQconnectPoll(link->conn);
        if (status == PGRES_POLLING_OK)
            return LINK_DONE;
        if (status == PGRES_POLLING_FAILED)
            return LINK_LOST;
    }
}

char *link_trouble(const struct link *link, enum link_end end, void *ctx)
{
    const char *text = link->conn ? PQerrorMessage(link->conn) : "out of memory";
    if (end == LINK_TIMED_OUT || *text == '\0')
        text = "the server does not answer";
    size_t n = strlen(text);
    while (n && (text[n - 1] == '\n' || text[n - 1] == ' '))
        n--;
    return mem_strndup(ctx, text, n);
}

void link_close(struct link *link)
{
    PQfinish(link->conn);
    link->conn = NULL;
}

static enum link_end wait_result(const struct link *link, long deadline, const struct stop *stop)
{
    while (PQisBusy(link->conn)) {
        enum link_end end = wait_socket(link, POLLIN, deadline, stop);
        if (end != LINK_DONE)
            return end;
        /* When it fails, libpq is no longer busy: it has made a result that says why. */
        PQconsumeInput(link->conn);
    }
    return LINK_DONE;
}

static void cancel(struct link *link)
{
    char ignored[256];
    PGcancel *request = PQgetCancel(link->conn);
    if (request)
        PQcancel(request, ignored, sizeof ignored);
    PQfreeCancel(request);
}

static void note_tag(struct link_tags *tags, const char *tag)
{
    if (!*tag)
        return;
    tags->n++;
    tags->ends |= strcmp(tag, "COMMIT") == 0 || strcmp(tag, "PREPARE TRANSACTION") == 0;
    tags->rollbacks |= strcmp(tag, "ROLLBACK") == 0;
}

/* The rows of a COPY TO STDOUT have to be read before anything else can happen. */
static void end_copy_out(struct link *link)
{
    cancel(link);
    char *row = NULL;
    while (PQgetCopyData(link->conn, &row, 0) > 0)
        PQfreemem(row);
}

/*
 * Reads results until the statement is over. The first error among them is
 * the result; else the last.
 */
static enum link_end collect(struct link *link, long deadline, const struct stop *stop, PGresult **result)
{
    enum link_end copy = LINK_DONE;
    for (;;) {
        enum link_end end = wait_result(link, deadline, stop);
        if (end != LINK_DONE)
            return end;
        PGresult *next = PQgetResult(link->conn);
        if (!next)
            break;
        ExecStatusType status = PQresultStatus(next);
        if (status == PGRES_COPY_IN) {
            copy = LINK_COPY_IN;
            PQputCopyEnd(link->conn, "no data");
        } else if (status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
            copy = LINK_COPY_OUT;
            end_copy_out(link);
        }
        note_tag(&link->tags, PQcmdStatus(next));
        if (link->sink && !link->sink->refused && !link->sink->take(link->sink, next)) {
            link->sink->refused = true;
            cancel(link);
        }
        if (*result && PQresultStatus(*result) == PGRES_FATAL_ERROR) {
            PQclear(next);
            continue;
        }
        PQclear(*result);
        *result = next;
    }
    if (PQstatus(link->conn) == CONNECTION_BAD) {
        link->lost = true;
        return LINK_LOST;
    }
    return copy;
}

static enum link_end wait_for_end(struct link *link, int timeout_ms, PGresult **result)
{
    enum link_end end = collect(link, timeout_ms ? now_ms() + timeout_ms : 0, link->stop, result);
    if (end == LINK_STOPPED || end == LINK_TIMED_OUT) {
        cancel(link);
        if (collect(link, now_ms() + CANCEL_GRACE_MS, NULL, result) == LINK_TIMED_OUT)
            link->lost = true;
    }
    if (end != LINK_DONE && end != LINK_LOST) {
        PQclear(*result);
        *result = NULL;
    }
    return end;
}

enum link_end link_run(struct link *link, const char *sql, int timeout_ms, PGresult **result)
{
    *result = NULL;
    link->tags = (struct link_tags){0};
    if (server_stop_wanted(link->stop))
        return LINK_STOPPED;
    if (link->lost || !PQsendQuery(link->conn, sql))
        return LINK_LOST;
    /* Rows are thrown away one by one, however many there are. */
    PQsetSingleRowMode(link->conn);
    return wait_for_end(link, timeout_ms, result);
}

enum link_end link_query(struct link *link, const char *sql, int n_params, const char *const *params, int timeout_ms,
                         PGresult **result)
{
    *result = NULL;
    if (server_stop_wanted(link->stop))
        return LINK_STOPPED;
    if (link->lost || !PQsendQueryParams(link->conn, sql, n_params, NULL, params, NULL, NULL, 0))
        return LINK_LOST;
    return wait_for_end(link, timeout_ms, result);
}
