/* fullschema docs: snapshots as files of Markdown, to be kept in the repository. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "cli/cancellable.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/snapshot_arguments.h"
#include "cli/tree_arguments.h"
#include "cmd/commands.h"
#include "compare/alone.h"
#include "docs/keep.h"
#include "layout/layout.h"

struct arguments {
    char *directory, *snapshots_in;
    int check, quiet;
    struct snapshot_arguments snapshots;
};

struct job {
    void *ctx;
    const char *directory;
    struct expected_drift expected;
    const char *const *specs; /* NULL-terminated */
    struct source_options options;
    struct doc_outputs outputs;
    bool ok;
    struct diags *diags;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"output-dir", 'o', POPT_ARG_STRING, &a->directory, SETTING_WRITES,
         "where the files go: a directory of their own, made where it is missing", "DIR"},
        {"check", '\0', POPT_ARG_NONE, &a->check, SETTING_RUN,
         "write nothing; tell which files would change, and exit with 1 if any would", NULL},
        {"output", '\0', POPT_ARG_STRING, &a->snapshots_in, SETTING_READS,
         "where generate has put the snapshots, for a run that names none (default: full_schemas)", "DIR|FILE"},
        {"quiet", 'q', POPT_ARG_NONE, &a->quiet, SETTING_FREE, "print nothing but warnings and errors", NULL},
        SNAPSHOT_OPTIONS(&a->snapshots),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* What could not be read as a whole is not written: its tables would pass for dropped ones. */
static void make_files(void *arg)
{
    struct job *job = arg;
    struct difference sides;
    char *title;
    if (!read_alone(job->ctx, job->specs, &job->options, &job->expected.excuses, &sides, &title, job->diags) ||
        job->diags->n_errors || cancellation_requested(job->options.stop))
        return;
    const struct page page = {.title = title, .sides = &sides};
    struct doc_files files = docs_make(job->ctx, &page);
    job->ok = docs_compare(job->ctx, job->directory, &files, &job->outputs, job->diags);
}

static void print_outputs(const struct doc_outputs *outputs, bool check)
{
    static const char *const words[][2] = {
        [DOC_NEW] = {"added", "would be added"},
        [DOC_CHANGED] = {"changed", "would change"},
        [DOC_GONE] = {"removed", "would be removed"},
    };
    for (size_t i = 0; i < outputs->n; i++)
        if (outputs->items[i].state != DOC_SAME)
            console_print(stdout, "%s: %s\n", outputs->items[i].path, words[outputs->items[i].state][check]);
    if (outputs->n_differ == 0)
        console_print(stdout, "%zu files, all as they should be\n", outputs->n);
}

/* The words, else the snapshots of the project. */
static bool read_specs(const struct invocation *invocation, const struct arguments *a, struct job *job)
{
    const char **specs = mem_array(job->ctx, const char *, invocation->n_operands + 2);
    for (size_t i = 0; i < invocation->n_operands; i++)
        specs[i] = invocation->operands[i];
    if (invocation->n_operands == 0 &&
        !(specs[0] = directory_or_usual(a->snapshots_in, LAYOUT_USUAL_OUTPUT, job->diags)))
        return false;
    job->specs = specs;
    return true;
}

static bool read_arguments(const struct invocation *invocation, const struct arguments *a, struct job *job)
{
    job->directory = a->directory;
    if (!a->directory) {
        struct diag *e = diag_error(job->diags, "docs needs a directory for its files");
        diag_hint(job->diags, e, "name it with -o DIR, or say output-dir = DIR below [docs] in fullschema.ini");
        return false;
    }
    return read_specs(invocation, a, job) &&
           snapshot_arguments_read(job->ctx, &a->snapshots, &job->options, &job->expected, job->diags);
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .diags = &invocation->diags};
    if (!read_arguments(invocation, a, &job))
        return EXIT_STATUS_TROUBLE;
    struct cancellation *stop = cancellation_new(job.ctx);
    job.options.stop = stop;
    if (!stop || !run_cancellable(stop, make_files, &job, no_tick, NULL))
        diag_error(job.diags, "cannot start working: %s", strerror(errno));
    if (!job.ok || (!a->check && !docs_keep(job.ctx, job.directory, &job.outputs, job.diags)))
        return EXIT_STATUS_TROUBLE;
    if (!a->quiet)
        print_outputs(&job.outputs, a->check);
    return a->check && job.outputs.n_differ ? EXIT_STATUS_DIFFERENT : EXIT_STATUS_DONE;
}

static const struct option_need needs[] = {BOOKKEEPING_NEED, NEEDS_END};

const struct command docs_command = {
    .name = "docs",
    .summary = "write snapshots as Markdown, a file for each table, to keep in the repository",
    .about =
        "Writes a directory of Markdown about snapshots: an index, a file for each table and view, and one for each "
        "kind "
        "of what belongs to no table. Files there that it made earlier and makes no more are removed; what it did not "
        "make is left alone. A SNAPSHOT is a file, a directory of them, REV or REV:PATH in a git repository, a live "
        "Postgres database (postgres://... or key=value) or a SQLite file (default: the newest of the project). "
        "Exit status: 0 done, 1 with --check files would change, 2 trouble.",
    .operands = "[SNAPSHOT...]",
    .min_operands = 0,
    .max_operands = SIZE_MAX,
    .options = option_table,
    .needs = needs,
    .run = run,
};
