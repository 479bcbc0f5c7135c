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
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/progress_view.h"
#include "cli/report_arguments.h"
#include "cli/server_arguments.h"
#include "cli/settings.h"
#include "cmd/commands.h"
#include "schema/project.h"
#include "schema/tree.h"

struct arguments {
    struct generate_arguments generate;
    struct report_arguments report;
};

struct job {
    struct invocation *invocation;
    struct cancellation *stop;
    bool for_editors; /* the lines of --format gcc are on standard output */
    bool begun;       /* something has been looked at: a mistake in the settings is one that will be fixed */
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

static bool has_format(const struct arguments *a, const char *name)
{
    for (char **format = a->report.formats; format && *format; format++)
        if (strcmp(*format, name) == 0)
            return true;
    return false;
}

/* What a look found. */
struct seen {
    const struct arguments *arguments;
    struct generate_options options;
    bool compared;
    struct difference difference;
    struct diags diags;
    double seconds;
};

static void print_report(void *ctx, const struct job *job, struct seen *seen)
{
    const struct report_options options = {
        .old_name = seen->options.output, .new_name = name_of(&seen->options), .fix = ""};
    struct report_requests requests;
    if (report_arguments_read(ctx, &seen->arguments->report, &requests, &seen->diags))
        report_print(&requests, &seen->difference, options, job->invocation->colour_out, &seen->diags);
}

/* An editor takes away what the round before has reported when it reads "begin". */
static void print_round(void *ctx, const struct job *job, struct seen *seen, const char *name)
{
    const struct diags *diags = &seen->diags;
    size_t changes = seen->compared ? difference_count(&seen->difference).total : 0;
    if (job->for_editors) {
        console_print(stdout, "fullschema watch: begin\n");
        print_as_compilers(diags, name);
    } else {
        if (isatty(STDOUT_FILENO))
            console_print(stdout, "\033[H\033[2J");
        diags_print(diags, stdout, job->invocation->colour_out);
    }
    if (seen->compared && (seen->arguments->report.formats || changes))
        print_report(ctx, job, seen);
    else if (seen->compared)
        console_print(stdout, "%s holds what the deltas of %s make\n", seen->options.output, name);
    console_print(stdout, "fullschema watch: %zu error%s, %zu change%s (%.1f s)\n", diags->n_errors,
                  diags->n_errors == 1 ? "" : "s", changes, changes == 1 ? "" : "s", seen->seconds);
    fflush(stdout);
}

/* Files that run first stand anywhere in the project. */
static bool watch_prepared(struct tree_watch *watch, const struct project *project, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; project && i < project->n_prepares; i++)
        for (int e = 0; e < ENGINE_COUNT; e++)
            if (project->prepares[i].files[e].path)
                ok = ok && tree_watch_add_file(watch, project->prepares[i].files[e].path, diags);
    return ok;
}

/* The settings, as they are now. The file is watched also where it has a mistake. */
static bool read_settings(void *ctx, const struct job *job, struct tree_watch *watch, struct seen *seen,
                          const char **file)
{
    void *arguments = NULL;
    bool ok = invocation_read_again(job->invocation, ctx, &arguments, file, &seen->diags);
    seen->arguments = arguments;
    ok &= !*file || tree_watch_add_file(watch, *file, &seen->diags);
    return ok && generate_arguments_read(&seen->arguments->generate, &seen->options, &seen->diags) &&
           tree_watch_add(watch, seen->options.schema, &seen->diags) &&
           tree_watch_add(watch, seen->options.output, &seen->diags) &&
           watch_prepared(watch, seen->options.migrations.project, &seen->diags);
}

/* One look at all of it. False where watching makes no sense. */
static bool look(struct job *job, struct tree_watch *watch)
{
    void *ctx = mem_root("look");
    struct seen seen = {0};
    size_t n_proven = 0;
    const char *file = NULL;
    long start = monotonic_ms();
    diags_init(&seen.diags, ctx);
    bool read = read_settings(ctx, job, watch, &seen, &file);
    if (read) {
        job->for_editors = has_format(seen.arguments, "gcc");
        const struct released_request released = {seen.options.schema, -1, settings_find(ctx, name_of(&seen.options))};
        struct generate_observer observer =
            progress_view_observer(progress_view_new(ctx, false, "snapshots", "starting the servers"));
        seen.options.server.stop = seen.options.updates.stop = job->stop;
        seen.compared =
            check_snapshots(&seen.options, &released, &observer, ctx, &seen.difference, &n_proven, &seen.diags);
        job->begun = true;
    }
    seen.seconds = (double)(monotonic_ms() - start) / 1000;
    if (!job->begun)
        diags_append(&job->invocation->diags, &seen.diags);
    else if (!cancellation_requested(job->stop))
        print_round(ctx, job, &seen, read ? name_of(&seen.options) : file);
    mem_free(ctx);
    return job->begun;
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
    const struct arguments *arguments = invocation->arguments;
    struct job job = {.invocation = invocation};
    struct report_requests requests;
    if (!report_arguments_read(invocation->ctx, &arguments->report, &requests, &invocation->diags))
        return EXIT_STATUS_TROUBLE;
    job.for_editors = has_format(arguments, "gcc");
    server_arguments_environment(&(struct server_options){.pg_user = arguments->generate.server.pg_user});
    job.stop = cancellation_new(invocation->ctx);
    if (!job.stop || !run_cancellable(job.stop, watch, &job, no_tick, NULL)) {
        diag_error(&invocation->diags, "cannot start working: %s", strerror(errno));
        return EXIT_STATUS_TROUBLE;
    }
    return job.ok && !run_end().is_late ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

static const struct option_need needs[] = {SERVER_NEEDS, NEEDS_END};

const struct command watch_command = {
    .name = "watch",
    .summary = "check again at each save, and show what changes or is wrong",
    .about = "Checks as `fullschema check` does, again and again, whenever a file of the schema directory or a "
             "snapshot is saved, or fullschema.ini: what is not yet in the snapshots is shown, errors stand with their "
             "place, and are "
             "gone when they are fixed. It writes nothing. Ctrl-C ends it.",
    .options = option_table,
    .needs = needs,
    .run = run,
};
