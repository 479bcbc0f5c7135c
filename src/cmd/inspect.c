/* fullschema inspect: the normalized snapshot of a live database. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/publish.h"
#include "base/shown.h"
#include "cli/cancellable.h"
#include "cli/database_arguments.h"
#include "cli/expected_arguments.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cmd/commands.h"
#include "source/source.h"

struct arguments {
    char *schema, *output, *layout_in;
    char **rows;
    int owners;
    struct expected_arguments expected;
    struct database_arguments database;
};

struct job {
    void *ctx;
    const char *location;
    struct expected_drift expected;
    struct source_exclusion exclusion; /* of what is expected */
    struct source_options options;
    struct source source;
    struct diags *diags;
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"output-file", 'o', POPT_ARG_STRING, &a->output, SETTING_REPORTS,
         "where the snapshot goes (default: standard output)", "FILE"},
        {"owners", '\0', POPT_ARG_NONE, &a->owners, SETTING_FREE,
         "say whose objects are, where that is not the role that owns most of them (default: left out)", NULL},
        {"rows", '\0', POPT_ARG_ARGV, &a->rows, SETTING_FREE,
         "rows to include: none, all (with sequence positions), or those of a table; may be repeated (default: none)",
         "none|all|TABLE"},
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS,
         "leave out the bookkeeping tables of this schema directory (default: they are included)", "DIR"},
        LAYOUT_OF_BOOKKEEPING_OPTION(&a->layout_in),
        EXPECTED_OPTION(&a->expected, "leave out the objects that this file of expected differences names"),
        DATABASE_OPTIONS(&a->database),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static bool read_rows(char **requests, struct catalog_rows *rows, struct diags *diags)
{
    size_t n = 0;
    bool none = false;
    for (; requests && requests[n]; n++) {
        rows->all |= strcmp(requests[n], "all") == 0;
        none |= strcmp(requests[n], "none") == 0;
    }
    if (n > 1 && (rows->all || none)) {
        diag_error(diags, "--rows %s goes with no other --rows", none ? "none" : "all");
        return false;
    }
    rows->tables = rows->all || none ? NULL : (const char *const *)requests;
    return true;
}

static bool is_expected(void *data, const struct model *model, const struct item *item, const char *role)
{
    struct job *job = data;
    return excuses_leave_out_item(job->ctx, &job->expected.excuses, model, item, role);
}

static void report_unmatched(void *data, const struct model *model, struct diags *diags)
{
    struct job *job = data;
    excuses_report_unmatched(job->ctx, &job->expected.excuses, model, diags);
}

static bool read_expected(const struct arguments *a, struct job *job)
{
    job->exclusion = (struct source_exclusion){job, is_expected, report_unmatched};
    job->options.exclusion = a->expected.file ? &job->exclusion : NULL;
    return expected_arguments_read(job->ctx, &a->expected, NULL, &job->expected, job->diags);
}

static bool read_arguments(const struct arguments *a, struct job *job)
{
    job->options = (struct source_options){.version = VERSION_HIGHEST};
    job->options.rows.owners = a->owners;
    return read_expected(a, job) && database_arguments_read(&a->database, &job->options.limits, job->diags) &&
           bookkeeping_read(a->schema, a->layout_in, &job->options.bookkeeping, job->diags) &&
           read_rows(a->rows, &job->options.rows, job->diags);
}

/* What holds snapshots already needs no inspection; to compare it there is diff. */
static bool check_location(const struct job *job)
{
    enum source_form form = source_form_of(job->location);
    if (!source_can_be_database(job->location, job->diags))
        return false;
    if (form == SOURCE_POSTGRES || form == SOURCE_SQLITE || form == SOURCE_OTHER_URL)
        return true;
    struct diag *e =
        form == SOURCE_REVISION
            ? diag_error(job->diags, "%s: no such file", job->location)
            : diag_error(job->diags, "%s is no live database: it is %s", job->location,
                         form == SOURCE_DIRECTORY ? "a directory" : "a file that does not begin as SQLite's do");
    diag_hint(job->diags, e, "name a SQLite file, or a Postgres database as postgres://... or key=value");
    return false;
}

static void inspect(void *arg)
{
    struct job *job = arg;
    job->ok = source_open(job->ctx, job->location, &job->options, &job->source, job->diags);
}

/* A terminal obeys control characters: it gets the text as it can be read, not as it can be loaded. */
static void print_shown(const struct job *job, const char *text)
{
    const char *shown = shown_keeping(job->ctx, text, strlen(text), "\n\t");
    console_text(stdout, shown);
    if (strcmp(shown, text) == 0)
        return;
    struct diag *e = diag_warning(job->diags, "control characters are shown as escapes on a terminal");
    diag_hint(job->diags, e, "-o FILE writes the snapshot as it is");
}

/* SQLite keeps whatever bytes a schema was given: they are handed over, but no command reads them as a snapshot. */
static void report_bytes(const struct job *job, const char *text)
{
    size_t bad = utf8_check(text, strlen(text));
    if (!text[bad])
        return;
    struct diag *e = diag_error(job->diags, "the snapshot is not UTF-8: byte 0x%02X", (unsigned char)text[bad]);
    diag_locate(job->diags, e, job->location, mem_strndup(job->ctx, text, bad), bad);
    diag_hint(job->diags, e, "the line is the snapshot's; the database holds that byte in its schema");
}

static bool hand_over(const struct job *job, const char *output)
{
    struct output file = {.path = output, .text = job->source.items[0].text};
    report_bytes(job, file.text);
    if (output)
        return publish_outputs(&file, 1, job->diags);
    if (!isatty(STDOUT_FILENO))
        console_bytes(file.text, strlen(file.text));
    else
        print_shown(job, file.text);
    return true;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .location = invocation->operands[0], .diags = &invocation->diags};
    if (!read_arguments(a, &job) || !check_location(&job))
        return EXIT_STATUS_TROUBLE;
    struct cancellation *stop = cancellation_new(job.ctx);
    job.options.stop = stop;
    if (!stop || !run_cancellable(stop, inspect, &job, no_tick, NULL))
        diag_error(job.diags, "cannot start working: %s", strerror(errno));
    /* What could not be printed was named, and the snapshot is not complete without it. */
    bool complete = job.ok && hand_over(&job, a->output) && job.diags->n_errors == 0;
    return complete ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

static const struct option_need needs[] = {BOOKKEEPING_NEED, NEEDS_END};

const struct command inspect_command = {
    .name = "inspect",
    .summary = "print the normalized snapshot of a live database",
    .about =
        "Prints the normalized snapshot of a live database: a Postgres one (postgres://... or key=value), read in a "
        "read-only transaction, or a SQLite file, which is never changed.",
    .operands = "DATABASE",
    .min_operands = 1,
    .max_operands = 1,
    .options = option_table,
    .needs = needs,
    .run = run,
};
