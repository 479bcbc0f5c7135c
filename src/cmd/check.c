/* fullschema check: whether the committed snapshots, or live databases, are what the deltas make. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/terminal.h"
#include "check/check.h"
#include "check/unrun_change.h"
#include "cli/cancellable.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/progress_view.h"
#include "cli/report_arguments.h"
#include "cli/server_arguments.h"
#include "cli/settings.h"
#include "cmd/check_fix.h"
#include "cmd/check_live.h"
#include "cmd/commands.h"
#include "schema/tree.h"

struct arguments {
    struct generate_arguments generate;
    struct report_arguments report;
    struct live_arguments live;
    char *released;
    int quiet;
};

struct job {
    void *ctx;
    struct generate_options options;
    struct released_request released;
    struct generate_observer observer;
    struct difference difference;
    size_t n_proven;
    struct diags *diags;
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        GENERATE_OPTIONS(&a->generate),
        LIVE_OPTIONS(&a->live),
        REPORT_OPTIONS(&a->report, '\0'),
        {"released", '\0', POPT_ARG_STRING, &a->released, SETTING_FREE,
         "deltas up to this version are released, and may not change (default: those of git's newest tag)", "VERSION"},
        {"quiet", 'q', POPT_ARG_NONE, &a->quiet, SETTING_FREE, "no progress on the terminal", NULL},
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static void check(void *arg)
{
    struct job *job = arg;
    job->ok = check_snapshots(&job->options, &job->released, &job->observer, job->ctx, &job->difference, &job->n_proven,
                              job->diags);
}

static void draw(void *view)
{
    progress_view_draw(view);
}

/* False without a word where the person stopped it. */
static bool regenerate(struct job *job, bool shown)
{
    struct cancellation *stop = cancellation_new(job->ctx);
    struct progress_view *view = progress_view_new(job->ctx, shown, "snapshots", "starting the servers");
    job->observer = progress_view_observer(view);
    job->options.server.stop = stop;
    job->options.updates.stop = stop;
    server_arguments_environment(&job->options.server);
    if (!stop || !run_cancellable(stop, check, job, draw, view))
        diag_error(job->diags, "cannot start working: %s", strerror(errno));
    progress_view_clear(view);
    if (stop && cancellation_requested(stop) && !run_end().is_late)
        console_print(stderr, "fullschema: stopped\n");
    return job->ok;
}

static const char *name_of(const struct generate_options *o)
{
    return schema_tree_name(o->schema, o->tree_layout, &o->migrations);
}

/* Nothing was compared, and the errors say why: the reports do, too. False where the person stopped it. */
static bool note_uncompared(struct job *job)
{
    const struct uncompared uncompared = {.name = "", .location = name_of(&job->options)};
    job->difference.n = 0;
    if (job->diags->n_errors)
        difference_add_uncompared(job->ctx, &job->difference, &uncompared, job->diags);
    return job->diags->n_errors > 0;
}

/* Whether the snapshot made again would be another one. */
static bool would_change(const struct comparison *c)
{
    for (size_t i = 0; i < c->n_changes; i++)
        if (!is_unrun_change(&c->changes[i]))
            return true;
    return !c->old_path[0];
}

/* What fixes it: generate with the same options, and no generate removes a snapshot of a database that is gone. */
static char *fixing(const struct job *job, const struct generate_arguments *a)
{
    const char *generate = generate_command_line(job->ctx, a);
    struct text t;
    bool removes = false, makes = false;
    text_open(&t);
    for (size_t i = 0; i < job->difference.n; i++) {
        const struct comparison *c = &job->difference.items[i];
        makes |= c->new_path[0] && would_change(c);
        if (c->new_path[0])
            continue;
        fputs(removes ? " " : "rm ", t.out);
        options_print_word(t.out, c->old_path);
        removes = true;
    }
    if (makes)
        fprintf(t.out, "%s%s", removes ? " && " : "", generate);
    return text_close(&t, job->ctx);
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .diags = &invocation->diags};
    struct report_requests requests;
    if (!generate_arguments_read(&a->generate, &job.options, job.diags) ||
        !report_arguments_read(job.ctx, &a->report, &requests, job.diags) ||
        !check_fix_arguments(&a->live, &requests, a->report.formats != NULL, job.diags))
        return EXIT_STATUS_TROUBLE;
    job.released = (struct released_request){job.options.schema, -1, settings_find(job.ctx, name_of(&job.options))};
    if (!option_number("--released", a->released, &job.released.version, job.diags))
        return EXIT_STATUS_TROUBLE;
    bool shown = !a->quiet && terminal_progress(STDERR_FILENO);
    report_add_github(&requests);
    if (a->live.against || a->live.targets)
        return check_live_run(invocation, &a->live, &job.options, &requests, a->report.formats != NULL, shown);
    if (!regenerate(&job, shown) && !note_uncompared(&job))
        return EXIT_STATUS_TROUBLE;
    invocation_report(invocation);
    if (job.n_proven && !a->quiet)
        console_print(stderr, "fullschema: proved by an earlier run from the same files: %zu of %zu snapshots\n",
                      job.n_proven, job.difference.n);
    const struct report_options options = {
        .old_name = job.options.output, .new_name = name_of(&job.options), .fix = fixing(&job, &a->generate)};
    if (!report_print(&requests, &job.difference, options, invocation->colour_out, job.diags))
        return EXIT_STATUS_TROUBLE;
    return report_status(&requests, &job.difference);
}

/* What is asked of databases, and what only snapshots that are made again are asked. */
static const struct option_need needs[] = {
    LIVE_NEEDS,
    SERVER_NEEDS,
    {"released", {NULL}, NULL, "against"},
    {"released", {NULL}, NULL, "targets"},
    {"comments", {NULL}, NULL, "against"},
    {"comments", {NULL}, NULL, "targets"},
    {"accept-clock", {NULL}, NULL, "against"},
    {"accept-clock", {NULL}, NULL, "targets"},
    NEEDS_END,
};

const struct command check_command = {
    .name = "check",
    .summary = "tell whether snapshots or live databases are what the deltas make",
    .about = "Makes the snapshots again without writing them and compares them with those that are there; or, with "
             "--against or --targets, compares those with live databases. Exit status: 0 the same, 1 different, 2 "
             "trouble.",
    .options = option_table,
    .needs = needs,
    .run = run,
};
