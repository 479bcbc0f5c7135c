/* fullschema squash: options in, a list of files out. The job itself is squash/. */
#include <errno.h>
#include <popt.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/terminal.h"
#include "cli/cancellable.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/progress_view.h"
#include "cli/server_arguments.h"
#include "cmd/commands.h"
#include "squash/squash.h"

struct arguments {
    struct generate_arguments generate;
    char *to;
    int removes, quiet;
};

/* The job's thread and what it works on. */
struct run {
    void *ctx;
    struct generate_options generate;
    struct squash_options options;
    struct generate_observer observer;
    struct squash_result result;
    struct diags *diags;
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"to", '\0', POPT_ARG_STRING, &a->to, SETTING_RUN,
         "the last that goes, by its number or name; of a schema directory a version (default: the newest)", "N"},
        {"delete", '\0', POPT_ARG_NONE, &a->removes, SETTING_RUN,
         "remove what the baseline stands for, all of which has to be committed", NULL},
        {"schema", 's', POPT_ARG_STRING, &a->generate.schema, SETTING_READS, "the schema directory (default: schema)",
         "DIR"},
        {"database", '\0', POPT_ARG_ARGV, &a->generate.databases, SETTING_FREE,
         "of several databases with migrations this one", "NAME"},
        {"engine", '\0', POPT_ARG_ARGV, &a->generate.engines, SETTING_FREE,
         "only the migrations for postgres or for sqlite", "ENGINE"},
        LAYOUT_IN_OPTION(&a->generate.layout_in),
        COMMENTS_OPTION(&a->generate.comments),
        MIGRATION_OPTIONS(&a->generate.migrations),
        SERVER_OPTIONS(&a->generate.server),
        {"accept-clock", '\0', POPT_ARG_ARGV, &a->generate.accepted, SETTING_FREE,
         "take it that this column may hold what differs from run to run; may be repeated", "TABLE.COLUMN"},
        ACCEPT_UNRUN_OPTION(&a->generate.accepted_unrun),
        UPDATE_OPTIONS(&a->generate.updates),
        {"quiet", 'q', POPT_ARG_NONE, &a->quiet, SETTING_FREE, "print nothing but warnings and errors", NULL},
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static void run_squash(void *arg)
{
    struct run *r = arg;
    r->ok = squash(&r->options, &r->observer, r->ctx, &r->result, r->diags);
}

static void draw(void *view)
{
    progress_view_draw(view);
}

static void print_files(const struct squash_result *result)
{
    for (size_t i = 0; i < result->n_written; i++) {
        const struct squash_file *file = &result->written[i];
        console_print(stdout, "%s: ", file->path);
        if (file->n)
            console_print(stdout, "%zu migration%s in one, proved", file->n, file->n == 1 ? "" : "s");
        else
            console_print(stdout, "new, proved");
        console_print(stdout, result->done ? "\n" : "; not written\n");
    }
    if (result->n_obsolete)
        console_print(stdout, result->removed ? "removed, as the baseline stands for them:\n"
                              : result->done  ? "what the baseline stands for may go:\n"
                                              : "what would go for it:\n");
    for (size_t i = 0; i < result->n_obsolete; i++)
        console_print(stdout, "  %s\n", result->obsolete[i].path);
    if (!result->done)
        console_print(stdout, "nothing was changed: --delete writes the baseline in the place of the last one, and "
                              "removes the others\n");
    if (result->again)
        console_print(stdout, "databases that have run them: %s\n", result->again);
}

static enum exit_status carry_out(struct run *r, struct invocation *invocation, bool quiet)
{
    server_arguments_environment(&r->generate.server);
    struct cancellation *stop = cancellation_new(r->ctx);
    struct progress_view *view =
        progress_view_new(r->ctx, !quiet && terminal_progress(STDERR_FILENO), "snapshots", "starting the servers");
    r->observer = progress_view_observer(view);
    r->generate.server.stop = stop;
    r->generate.updates.stop = stop;
    if (!stop || !run_cancellable(stop, run_squash, r, draw, view))
        diag_error(r->diags, "cannot start working: %s", strerror(errno));
    progress_view_clear(view);
    bool stopped = stop && cancellation_requested(stop);
    if (!r->ok && r->diags->n_errors == 0 && !stopped)
        diag_error(r->diags, "failed without a reason given, which is a mistake of fullschema itself");
    invocation_report(invocation);
    if (!r->ok && stopped)
        invocation_stopped(invocation, "nothing was written");
    if (r->ok && !quiet)
        print_files(&r->result);
    return r->ok ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct run r = {.ctx = invocation->ctx, .diags = &invocation->diags};
    if (!generate_arguments_read(&a->generate, &r.generate, r.diags))
        return EXIT_STATUS_TROUBLE;
    r.options = (struct squash_options){.generate = &r.generate, .to = a->to, .removes = a->removes != 0};
    return carry_out(&r, invocation, a->quiet != 0);
}

static const struct option_need needs[] = {SERVER_NEEDS, NEEDS_END};

const struct command squash_command = {
    .name = "squash",
    .summary = "put one migration in the place of the first ones",
    .about =
        "Writes what the migrations up to one add up to, schema and rows, as their tool runs it: in the place of "
        "the last of them, as Flyway's baseline, or as a base of the schema directory. It is proved that this and "
        "what is behind it make what all of them make; nothing is written otherwise. What it stands for is listed, "
        "and removed with --delete. Exit status: 0 done, 2 trouble.",
    .operands = NULL,
    .options = option_table,
    .needs = needs,
    .run = run,
};
