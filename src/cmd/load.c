/* fullschema load: snapshots into an empty database. The job itself is load/. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "cli/cancellable.h"
#include "cli/database_arguments.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cmd/commands.h"
#include "layout/layout.h"
#include "load/load.h"

struct arguments {
    char *output;
    char **databases;
    int quiet;
    struct database_arguments database;
};

struct job {
    void *ctx;
    struct load_options options;
    struct load_result result;
    struct diags *diags;
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"output", 'o', POPT_ARG_STRING, &a->output, SETTING_READS,
         "where generate has put the snapshots (default: full_schemas)", "DIR|FILE"},
        {"database", '\0', POPT_ARG_ARGV, &a->databases, SETTING_FREE,
         "only this logical database, with common; may be repeated (default: all, into one database)", "NAME"},
        {"quiet", 'q', POPT_ARG_NONE, &a->quiet, SETTING_FREE, "print nothing but warnings and errors", NULL},
        DATABASE_OPTIONS(&a->database),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* A file that is not there is one to be made. */
static bool read_location(const char *location, struct load_options *options, struct diags *diags)
{
    options->location = location;
    options->engine = database_is_postgres(location) ? ENGINE_POSTGRES : ENGINE_SQLITE;
    if (options->engine == ENGINE_POSTGRES || !strstr(location, "://"))
        return true;
    struct diag *e = diag_error(diags, "%s: a database of another kind", source_label(diags->ctx, location));
    diag_hint(diags, e, "name a SQLite file, or a Postgres database as postgres://... or key=value");
    return false;
}

/* The second word: a version of the project's snapshots, or whatever holds snapshots. */
static bool read_snapshots(const struct arguments *a, const char *word, struct load_options *options,
                           struct diags *diags)
{
    options->version = VERSION_HIGHEST;
    bool is_version = word && *word && word[strspn(word, "0123456789")] == '\0';
    if (word && !is_version) {
        options->snapshots = word;
        return true;
    }
    options->snapshots = directory_or_usual(a->output, LAYOUT_USUAL_OUTPUT, diags);
    return options->snapshots && (!is_version || option_number("VERSION", word, &options->version, diags));
}

static void load(void *arg)
{
    struct job *job = arg;
    job->ok = load_snapshots(&job->options, job->ctx, &job->result, job->diags);
}

static void print_summary(const struct load_result *result)
{
    console_print(stdout, "%s%s:\n", result->label, result->made ? ", made" : "");
    for (size_t i = 0; i < result->snapshots.n; i++)
        console_print(stdout, "  %s: loaded\n", result->snapshots.items[i].path);
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .diags = &invocation->diags};
    const char *word = invocation->n_operands > 1 ? invocation->operands[1] : NULL;
    job.options.databases = (const char *const *)a->databases;
    if (!read_location(invocation->operands[0], &job.options, job.diags) ||
        !read_snapshots(a, word, &job.options, job.diags) ||
        !database_arguments_read(&a->database, &job.options.limits, job.diags))
        return EXIT_STATUS_TROUBLE;
    if (job.options.snapshots == word && options_have(invocation->given, "output")) {
        diag_error(job.diags, "--output is where the project's own snapshots are: %s names others", word);
        return EXIT_STATUS_TROUBLE;
    }
    struct cancellation *stop = cancellation_new(job.ctx);
    job.options.stop = stop;
    if (!stop || !run_cancellable(stop, load, &job, no_tick, NULL))
        diag_error(job.diags, "cannot start working: %s", strerror(errno));
    invocation_report(invocation);
    if (!job.ok && stop && cancellation_requested(stop))
        invocation_stopped(invocation, "nothing was loaded");
    if (job.ok && !a->quiet)
        print_summary(&job.result);
    return job.ok ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

const struct command load_command = {
    .name = "load",
    .summary = "load a snapshot into an empty database",
    .about =
        "Loads snapshots into an empty database, in one transaction: a Postgres one (postgres://... or key=value), "
        "or a SQLite file, which is made where it is missing. Nothing is left of it where anything fails. "
        "SNAPSHOT is a file, a directory, REV:PATH in a git repository, or a VERSION of the project's own "
        "(default: the newest of these). Exit status: 0 done, 2 trouble.",
    .operands = "DATABASE [SNAPSHOT|VERSION]",
    .min_operands = 1,
    .max_operands = 2,
    .options = option_table,
    .run = run,
};
