/*
 * fullschema watch: on each save of a delta, what it changes in the snapshots, or what is wrong with it. What is looked
 * at is what `check` looks at; the states that the cache has kept make it short.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/monotonic.h"
#include "base/tree_watch.h"
#include "check/check.h"
#include "cli/cancellable.h"
#include "cli/generate_arguments.h"
#include "cli/options.h"
#include "cli/progress_view.h"
#include "cli/report_arguments.h"
#include "cli/server_arguments.h"
#include "cli/settings.h"
#include "cmd/commands.h"
#include "schema/tree.h"

struct arguments {
    struct generate_arguments generate;
    struct report_arguments report;
};

struct job {
    const struct arguments *arguments;
    struct invocation *invocation;
    struct cancellation *stop;
    bool for_editors; /* the lines of --format gcc are on standard output */
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        GENERATE_OPTIONS(&a->generate),
        FORMAT_OPTION(&a->report.formats),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* As compilers report. A file that is not known is the schema directory. */
static void print_as_compilers(const struct diags *diags, const char *name)
{
    for (size_t i = 0; i < diags->n; i++) {
        const struct diag *d = &diags->items[i];
        console_print(stdout, "%s:%d:%d: %s: %s\n", d->file ? d->file : name, d->line ? d->line : 1,
                      d->column ? d->column : 1, d->level == DIAG_ERROR ? "error" : "warning", d->message);
    }
}

static const char *name_of(const struct generate_options *o)
{
    return schema_tree_name(o->schema, o->tree_layout, &o->migrations);
}

static void print_report(void *ctx, const struct job *job, const struct generate_options *o,
                         const struct difference *difference, struct diags *diags)
{
    const struct report_options options = {.old_name = o->output, .new_name = name_of(o), .fix = ""};
    struct report_wishes wishes;
    if (report_arguments_read(ctx, &job->arguments->report, &wishes, diags))
        report_print(&wishes, difference, options, job->invocation->colour_out, diags);
}

/* An editor takes away what the round before has reported when it reads "begin". */
static void print_round(void *ctx, const struct job *job, const struct generate_options *options, bool compared,
                        const struct difference *difference, struct diags *diags, double seconds)
{
    size_t changes = compared ? difference_count(difference).total : 0;
    if (job->for_editors) {
        console_print(stdout, "fullschema watch: begin\n");
        print_as_compilers(diags, name_of(options));
    } else {
        if (isatty(STDOUT_FILENO))
            console_print(stdout, "\033[H\033[2J");
        diags_print(diags, stdout, job->invocation->colour_out);
    }
    if (compared && (job->arguments->report.formats || changes))
        print_report(ctx, job, options, difference, diags);
    else if (compared)
        console_print(stdout, "%s holds what the deltas of %s make\n", options->output, name_of(options));
    console_print(stdout, "fullschema watch: %zu error%s, %zu change%s (%.1f s)\n", diags->n_errors,
                  diags->n_errors == 1 ? "" : "s", changes, changes == 1 ? "" : "s", seconds);
    fflush(stdout);
}

/* One look at all of it. False where watching makes no sense. */
static bool look(const struct job *job, struct tree_watch *watch)
{
    void *ctx = mem_root("look");
    struct diags diags;
    struct generate_options options;
    struct difference difference = {0};
    size_t n_proven = 0;
    long start = monotonic_ms();
    diags_init(&diags, ctx);
    bool ok = generate_arguments_read(&job->arguments->generate, &options, &diags) &&
              tree_watch_add(watch, options.schema, &diags) && tree_watch_add(watch, options.output, &diags);
    if (ok) {
        const struct released_wish released = {options.schema, -1, settings_find(ctx, name_of(&options))};
        struct generate_observer observer =
            progress_view_observer(progress_view_new(ctx, false, "snapshots", "starting the servers"));
        options.server.stop = options.updates.stop = job->stop;
        bool compared = check_snapshots(&options, &released, &observer, ctx, &difference, &n_proven, &diags);
        if (!cancellation_requested(job->stop))
            print_round(ctx, job, &options, compared, &difference, &diags, (double)(monotonic_ms() - start) / 1000);
    } else {
        diags_append(&job->invocation->diags, &diags);
    }
    mem_free(ctx);
    return ok;
}

static void watch(void *arg)
{
    struct job *job = arg;
    struct tree_watch *changes = tree_watch_new(job->invocation->ctx, &job->invocation->diags);
    enum waited waited = WAITED_READY;
    job->ok = changes != NULL;
    while (job->ok && waited == WAITED_READY) {
        job->ok = look(job, changes);
        if (job->ok)
            waited = tree_watch_wait(changes, job->stop);
    }
    if (waited == WAITED_FAILED) {
        diag_error(&job->invocation->diags, "cannot wait for changes: %s", strerror(errno));
        job->ok = false;
    }
}

static enum exit_status run(struct invocation *invocation)
{
    struct job job = {.arguments = invocation->arguments, .invocation = invocation};
    struct report_wishes wishes;
    if (!report_arguments_read(invocation->ctx, &job.arguments->report, &wishes, &invocation->diags))
        return EXIT_STATUS_TROUBLE;
    for (char **format = job.arguments->report.formats; format && *format; format++)
        job.for_editors |= strcmp(*format, "gcc") == 0;
    server_arguments_environment(&(struct server_options){.pg_user = job.arguments->generate.server.pg_user});
    job.stop = cancellation_new(invocation->ctx);
    if (!job.stop || !run_cancellable(job.stop, watch, &job, no_tick, NULL)) {
        diag_error(&invocation->diags, "cannot start working: %s", strerror(errno));
        return EXIT_STATUS_TROUBLE;
    }
    return job.ok && !run_end().is_late ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

const struct command watch_command = {
    .name = "watch",
    .summary = "check again at each save, and show what changes or is wrong",
    .about = "Checks as `fullschema check` does, again and again, whenever a file of the schema directory or a "
             "snapshot is saved: what is not yet in the snapshots is shown, errors stand with their place, and are "
             "gone when they are mended. It writes nothing. Ctrl-C ends it.",
    .options = option_table,
    .run = run,
};
