#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "base/mem.h"
#include "base/monotonic.h"
#include "base/process.h"
#include "engine/postgres.h"
#include "trace/trace.h"

/*
 * How long a cancelled statement may take to come back before the connection is given up, and how long it may take
 * to ask for that where nobody waits for the answer.
 */
enum { CANCEL_GRACE_MS = 5000, CANCEL_ASK_MS = 1000, CANCEL_S = 5 };

/*
 * Readings between two looks at the memory, and what a message may make libpq reserve. The first reading is looked
 * at, too: what a server says that it will send is reserved before it comes, and then read without an end between.
 */
enum { LOOK_AT_MEMORY = 64, LARGEST_MESSAGE = 128 << 20 };

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

enum link_end link_wait(PGconn *conn, short events, long deadline, int cancellation_fd, short *ready)
{
    for (;;) {
        int timeout = -1;
        if (deadline) {
            long left = deadline - monotonic_ms();
            if (left <= 0)
                return LINK_TIMED_OUT;
            timeout = (int)left;
        }
        struct pollfd fds[] = {{PQsocket(conn), events, 0}, {cancellation_fd, POLLIN, 0}};
        int n = poll(fds, 2, timeout);
        if (n < 0 && errno != EINTR)
            return LINK_LOST;
        if (n > 0 && fds[1].revents)
            return LINK_STOPPED;
        *ready = fds[0].revents;
        if (n > 0 && *ready)
            return LINK_DONE;
    }
}

bool link_is_flooded(size_t reserved, size_t n)
{
    return (n == 1 || n % LOOK_AT_MEMORY == 0) && mem_reserved() > reserved + LARGEST_MESSAGE;
}

/* The password as *** where a server repeats it; a word that is also the user's name says nothing. */
char *link_without_password(const struct link *link, const char *text, void *ctx)
{
    const char *password = link->conn ? PQpass(link->conn) : NULL, *user = link->conn ? PQuser(link->conn) : NULL;
    if (!text || !password || !*password || (user && strcmp(password, user) == 0))
        return mem_strdup(ctx, text);
    struct text t;
    text_open(&t);
    for (const char *hit; (hit = strstr(text, password)); text = hit + strlen(password))
        fprintf(t.out, "%.*s***", (int)(hit - text), text);
    fputs(text, t.out);
    return text_close(&t, ctx);
}

char *link_trouble(const struct link *link, enum link_end end, void *ctx)
{
    const char *text = link->conn ? PQerrorMessage(link->conn) : "";
    if (end == LINK_REFUSED)
        text = "the server sends more than any answer may be";
    else if (end == LINK_TIMED_OUT || *text == '\0')
        text = "the server does not answer";
    size_t n = strlen(text);
    while (n && (text[n - 1] == '\n' || text[n - 1] == ' '))
        n--;
    char *trimmed = mem_strndup(ctx, text, n);
    return link_without_password(link, trimmed, ctx);
}

/* A socket that nobody reads at the other end must not take what libpq says at the end. */
void link_close(struct link *link)
{
    process_forget(link->cancelling);
    if (link->lost && link->conn && PQsocket(link->conn) >= 0)
        shutdown(PQsocket(link->conn), SHUT_RDWR);
    PQfinish(link->conn);
    *link = (struct link){0};
}

/* Deadline and cancellation are looked at also where there is something to read all the time. */
static enum link_end check_time(long deadline, const struct cancellation *stop)
{
    if (server_stop_wanted(stop))
        return LINK_STOPPED;
    return deadline && monotonic_ms() >= deadline ? LINK_TIMED_OUT : LINK_DONE;
}

/* What a server says unasked is of no interest, and libpq would keep it. */
static void forget_notifications(PGconn *conn)
{
    for (PGnotify *n; (n = PQnotifies(conn));)
        PQfreemem(n);
}

/* As link_wait for what the server sends, where that may write only so much. */
static enum link_end wait_measured(const struct link *link, long deadline, const struct cancellation *stop,
                                   short *ready)
{
    for (;;) {
        long look = link->space ? monotonic_ms() + SPACE_LOOK_MS : 0;
        bool last = !look || (deadline && deadline <= look);
        enum link_end end = link_wait(link->conn, POLLIN, last ? deadline : look, server_stop_fd(stop), ready);
        if (end != LINK_TIMED_OUT || last)
            return end;
        if (space_is_spent(link->space))
            return LINK_FULL;
    }
}

static enum link_end wait_result(const struct link *link, long deadline, const struct cancellation *stop)
{
    size_t reserved = 0, n = 0;
    short ready;
    enum link_end end = check_time(deadline, stop);
    while (end == LINK_DONE && PQisBusy(link->conn)) {
        end = wait_measured(link, deadline, stop, &ready);
        if (end != LINK_DONE)
            break;
        reserved = n ? reserved : mem_reserved();
        /* When it fails, libpq is no longer busy: it has made a result that says why. */
        PQconsumeInput(link->conn);
        forget_notifications(link->conn);
        if (PQisBusy(link->conn) && link_is_flooded(reserved, ++n))
            end = LINK_REFUSED;
    }
    return end;
}

/* Sends what libpq has not been able to, whether the server reads or first wants to be read. */
static enum link_end flush(const struct link *link, long deadline, const struct cancellation *stop)
{
    for (;;) {
        short ready;
        int left = PQflush(link->conn);
        if (left <= 0)
            return left == 0 ? LINK_DONE : LINK_LOST;
        enum link_end end = link_wait(link->conn, POLLIN | POLLOUT, deadline, server_stop_fd(stop), &ready);
        if (end != LINK_DONE)
            return end;
        if (ready & POLLIN && !PQconsumeInput(link->conn))
            return LINK_LOST;
    }
}

/* PQcancel may be called in a signal handler, hence between fork and exec, too. */
static void ask_to_cancel(void *request)
{
    char ignored[256];
    PQcancel(request, ignored, sizeof ignored);
}

/*
 * Asks the server to cancel the statement, in a process of its own: PQcancel
 * waits for the server as long as that likes.
 */
static void cancel(struct link *link)
{
    if (link->cancelling)
        return;
    PGcancel *request = PQgetCancel(link->conn);
    if (request)
        link->cancelling = process_fork(ask_to_cancel, request, CANCEL_S);
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

/*
 * Reads results until the statement is over, or until one ends what it is
 * read for. The first error among them is the result; else the last.
 */
static enum link_end collect(struct link *link, long deadline, const struct cancellation *stop, PGresult **result)
{
    for (;;) {
        enum link_end end = wait_result(link, deadline, stop);
        if (end != LINK_DONE)
            return end;
        PGresult *next = PQgetResult(link->conn);
        if (!next)
            break;
        ExecStatusType status = PQresultStatus(next);
        note_tag(&link->tags, PQcmdStatus(next));
        bool copy_out = status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
        bool refused = link->sink && !link->sink->refused && !link->sink->take(link->sink, next);
        if (*result && PQresultStatus(*result) == PGRES_FATAL_ERROR) {
            PQclear(next);
        } else {
            PQclear(*result);
            *result = next;
        }
        if (refused)
            link->sink->refused = true;
        if (status == PGRES_COPY_IN || copy_out || refused)
            return refused ? LINK_REFUSED : copy_out ? LINK_COPY_OUT : LINK_COPY_IN;
    }
    if (PQstatus(link->conn) == CONNECTION_BAD) {
        link->lost = true;
        return LINK_LOST;
    }
    return LINK_DONE;
}

/* The rows of a COPY TO STDOUT have to be read before anything else can happen. */
static enum link_end drain_copy(struct link *link, long deadline)
{
    for (;;) {
        short ready;
        char *row = NULL;
        int n = PQgetCopyData(link->conn, &row, 1);
        PQfreemem(row);
        if (n < 0)
            return LINK_DONE;
        enum link_end end = n > 0 ? check_time(deadline, NULL) : link_wait(link->conn, POLLIN, deadline, -1, &ready);
        if (end != LINK_DONE)
            return end;
        if (n == 0 && !PQconsumeInput(link->conn))
            return LINK_LOST;
    }
}

/* Reads what is left of a statement that is to end, and throws it away; only its tags count. */
static enum link_end drain(struct link *link, enum link_end end, long deadline)
{
    struct row_sink *sink = link->sink;
    PGresult *ignored = NULL;
    link->sink = NULL;
    do {
        enum link_end copied = LINK_DONE;
        if (end == LINK_COPY_IN)
            PQputCopyEnd(link->conn, "no data");
        else if (end == LINK_COPY_OUT)
            copied = drain_copy(link, deadline);
        if (copied == LINK_DONE)
            copied = flush(link, deadline, NULL);
        end = copied == LINK_DONE ? collect(link, deadline, NULL, &ignored) : copied;
    } while (end == LINK_COPY_IN || end == LINK_COPY_OUT);
    PQclear(ignored);
    link->sink = sink;
    return end;
}

/* The statement is to end where it is: the server is asked to, and gets some time for it. */
static void end_statement(struct link *link, enum link_end end)
{
    if (end != LINK_COPY_IN)
        cancel(link);
    if (link->for_one) {
        /* It is as good as asked when the process has ended; what the server says to it is of no interest. */
        struct process asking = {.pid = link->cancelling};
        int status;
        long left_ms = CANCEL_ASK_MS;
        if (asking.pid)
            process_wait(&asking, -1, NULL, &left_ms, &status);
        link->cancelling = asking.pid;
        link->lost = true;
    } else if (drain(link, end, monotonic_ms() + CANCEL_GRACE_MS) != LINK_DONE) {
        link->lost = true;
    }
    process_forget(link->cancelling);
    link->cancelling = 0;
}

static enum link_end wait_for_end(struct link *link, int timeout_ms, PGresult **result)
{
    long deadline = timeout_ms ? monotonic_ms() + timeout_ms : 0;
    enum link_end end = flush(link, deadline, link->stop);
    if (end == LINK_DONE)
        end = collect(link, deadline, link->stop, result);
    if (end == LINK_DONE && space_is_spent(link->space))
        end = LINK_FULL;
    if (end != LINK_DONE && end != LINK_LOST) {
        end_statement(link, end);
        PQclear(*result);
        *result = NULL;
    }
    return end;
}

static const char *const end_texts[] = {
    [LINK_STOPPED] = "stopped",      [LINK_TIMED_OUT] = "timed out", [LINK_FULL] = "wrote too much",
    [LINK_COPY_IN] = "wants data",   [LINK_COPY_OUT] = "sends data", [LINK_REFUSED] = "sends too much",
    [LINK_LOST] = "connection lost",
};

/* For --debug: what was sent, without the password of this connection, and how it came out. */
static enum link_end traced(const struct link *link, const char *sql, long long begun, enum link_end end,
                            const PGresult *result)
{
    if (!trace_wants(TRACE_ALL))
        return end;
    char *shown = link_without_password(link, sql, NULL);
    bool failed = end == LINK_DONE && PQresultStatus(result) == PGRES_FATAL_ERROR;
    const char *code = failed ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    char *outcome = failed ? mem_printf(shown, "failed (%s)", code ? code : "no code") : NULL;
    trace_statement(begun, "postgres", shown, strlen(shown), outcome ? outcome : end_texts[end]);
    mem_free(shown);
    return end;
}

enum link_end link_run(struct link *link, const char *sql, int timeout_ms, PGresult **result)
{
    long long begun = trace_now();
    *result = NULL;
    link->tags = (struct link_tags){0};
    if (server_stop_wanted(link->stop))
        return LINK_STOPPED;
    if (link->lost || !PQsendQuery(link->conn, sql))
        return LINK_LOST;
    /* Row by row, so that none are kept but by who wants them. The chunks of libpq 17 are held whole: large rows met
     * the limit of a message there, before the one that says which table has too many. */
    PQsetSingleRowMode(link->conn);
    enum link_end end = wait_for_end(link, timeout_ms, result);
    return traced(link, sql, begun, end, *result);
}

enum link_end link_query(struct link *link, const char *sql, int n_params, const char *const *params, int timeout_ms,
                         PGresult **result)
{
    long long begun = trace_now();
    *result = NULL;
    if (server_stop_wanted(link->stop))
        return LINK_STOPPED;
    if (link->lost || !PQsendQueryParams(link->conn, sql, n_params, NULL, params, NULL, NULL, 0))
        return LINK_LOST;
    if (link->sink)
        PQsetSingleRowMode(link->conn);
    enum link_end end = wait_for_end(link, timeout_ms, result);
    return traced(link, sql, begun, end, *result);
}
