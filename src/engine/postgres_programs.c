/* Which servers there are: each place's postgres is asked for its version, all of them at the same time. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/process.h"
#include "base/wait.h"
#include "engine/cluster.h"
#include "engine/installed.h"

enum { ANSWER_MS = 3000, ANSWER_SIZE = 512 };

/* One postgres that was asked. */
struct question {
    const char *program;
    struct process process;
    int fd; /* its answer comes from there; -1: it could not be asked */
    char answer[ANSWER_SIZE];
    size_t n;
    struct diags diags; /* why not */
};

static void ask(struct question *q, const struct account *account)
{
    const char *const argv[] = {q->program, "--version", NULL};
    int ends[2];
    q->fd = -1;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        diag_error(&q->diags, "cannot ask it: %s", strerror(errno));
        return;
    }
    struct process_plan plan = {.argv = argv,
                                .directory = "/",
                                .account = account,
                                .death_signal = SIGKILL,
                                .what = "the Postgres server",
                                .output = ends[1]};
    if (process_start(&q->process, &plan, &q->diags))
        q->fd = ends[0];
    else
        close(ends[0]);
    close(ends[1]);
}

/* Reads to the end of the answer. False: it did not come in time. */
static bool listen_to(struct question *q, long *left_ms)
{
    while (q->n + 1 < sizeof(q->answer)) {
        if (wait_ready(q->fd, POLLIN, NULL, left_ms) != WAITED_READY)
            return false;
        ssize_t n = read(q->fd, q->answer + q->n, sizeof(q->answer) - 1 - q->n);
        if (n <= 0)
            break;
        q->n += (size_t)n;
    }
    q->answer[q->n] = '\0';
    return true;
}

/* "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)": the number, or NULL. */
static const char *version_in(void *ctx, const char *answer)
{
    static const char mark[] = "(PostgreSQL) ";
    const char *at = strstr(answer, mark);
    size_t n = at ? strcspn(at + strlen(mark), " \n") : 0;
    return n ? mem_strndup(ctx, at + strlen(mark), n) : NULL;
}

static void hear(void *ctx, struct question *q, struct server_programs *p, long *left_ms)
{
    if (q->fd < 0) {
        p->fault = q->diags.n ? q->diags.items[0].message : "cannot be asked for its version";
        return;
    }
    bool in_time = listen_to(q, left_ms);
    close(q->fd);
    process_end(&q->process, SIGKILL, true);
    p->version = version_in(ctx, q->answer);
    if (p->version && atoi(p->version) < OLDEST_MAJOR)
        p->fault = mem_printf(ctx, "the oldest that works is %d", OLDEST_MAJOR);
    else if (!in_time)
        p->fault = "postgres --version does not end";
    else if (!p->version && q->n > 0)
        p->fault = mem_printf(ctx, "postgres --version says: %.*s", (int)strcspn(q->answer, "\n"), q->answer);
    else if (!p->version)
        p->fault = "postgres --version says nothing";
}

struct server_programs *server_programs_find(const struct server_options *options, void *ctx, size_t *n)
{
    const struct postgres_place *places = postgres_places(ctx, options->pg_bindir, n);
    struct server_programs *found = mem_array(ctx, struct server_programs, *n + 1);
    struct question *questions = mem_array(ctx, struct question, *n + 1);
    struct account account;
    struct diags refused;
    diags_init(&refused, ctx);
    bool can_ask = postgres_account(&account, ctx, &refused);
    long left_ms = ANSWER_MS;
    for (size_t i = 0; i < *n; i++) {
        found[i] = (struct server_programs){.directory = places[i].directory, .origin = places[i].origin};
        questions[i].program = mem_printf(ctx, "%s/postgres", places[i].directory);
        diags_init(&questions[i].diags, ctx);
        if (places[i].missing)
            found[i].fault = mem_printf(ctx, "there is no program %s", places[i].missing);
        else if (!can_ask)
            found[i].fault = refused.items[0].message;
        else
            ask(&questions[i], &account);
    }
    for (size_t i = 0; i < *n; i++)
        if (!found[i].fault)
            hear(ctx, &questions[i], &found[i], &left_ms);
    return found;
}
