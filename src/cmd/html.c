/* fullschema html: snapshots as one page to look around in. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/publish.h"
#include "cli/cancellable.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/snapshot_arguments.h"
#include "cmd/commands.h"
#include "compare/alone.h"
#include "page/page.h"

struct arguments {
    char *output;
    struct snapshot_arguments snapshots;
};

struct job {
    void *ctx;
    struct expected_drift expected;
    const char **specs; /* NULL-terminated */
    struct source_options options;
    char *page;
    struct diags *diags;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"output-file", 'o', POPT_ARG_STRING, &a->output, SETTING_REPORTS,
         "where the page goes (default: standard output)", "FILE"},
        SNAPSHOT_OPTIONS(&a->snapshots),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static void make_page(void *arg)
{
    struct job *job = arg;
    struct difference sides;
    char *title;
    if (!read_alone(job->ctx, job->specs, &job->options, &job->expected.excuses, &sides, &title, job->diags) ||
        cancellation_requested(job->options.stop))
        return;
    const struct page page = {.title = title, .sides = &sides};
    struct text t;
    text_open(&t);
    page_print(t.out, &page);
    job->page = text_close(&t, job->ctx);
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .specs = invocation->operands, .diags = &invocation->diags};
    if (!snapshot_arguments_read(job.ctx, &a->snapshots, &job.options, &job.expected, job.diags))
        return EXIT_STATUS_TROUBLE;
    struct cancellation *stop = cancellation_new(job.ctx);
    job.options.stop = stop;
    if (!stop || !run_cancellable(stop, make_page, &job, no_tick, NULL))
        diag_error(job.diags, "cannot start working: %s", strerror(errno));
    if (!job.page)
        return EXIT_STATUS_TROUBLE;
    struct output file = {.path = a->output, .text = job.page};
    if (a->output)
        publish_outputs(&file, 1, job.diags);
    else
        console_bytes(job.page, strlen(job.page));
    return job.diags->n_errors ? EXIT_STATUS_TROUBLE : EXIT_STATUS_DONE;
}

static const struct option_need needs[] = {BOOKKEEPING_NEED, NEEDS_END};

const struct command html_command = {
    .name = "html",
    .summary = "show snapshots as one page: tables, keys, rows, diagrams",
    .about =
        "Writes one self-contained page about snapshots: every table with its columns, keys, indexes and rows, "
        "both engines side by side, and a diagram of the tables around it. A SNAPSHOT is a file, a directory of "
        "them, REV or REV:PATH in a git repository, a live Postgres database (postgres://... or key=value) or a SQLite "
        "file.",
    .operands = "SNAPSHOT...",
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .options = option_table,
    .needs = needs,
    .run = run,
};
