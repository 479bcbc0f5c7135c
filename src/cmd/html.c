/* fullschema html: snapshots as one page to look around in. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/publish.h"
#include "cli/cancellable.h"
#include "cli/database_arguments.h"
#include "cli/expected_arguments.h"
#include "cli/generate_arguments.h"
#include "cli/options.h"
#include "cmd/commands.h"
#include "compare/compare.h"
#include "page/page.h"
#include "source/source.h"

struct arguments {
    char *output, *version, *schema, *layout_in;
    struct expected_arguments expected;
    struct database_arguments database;
};

struct job {
    void *ctx;
    struct expected_drift expected;
    const char **specs; /* NULL-terminated */
    struct source_options options;
    struct difference sides;  /* new sides only */
    struct difference partly; /* nothing but what is missing of the sources */
    char *page;
    struct diags *diags;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"output-file", 'o', POPT_ARG_STRING, &a->output, SETTING_WRITES,
         "where the page goes (default: standard output)", "FILE"},
        {"schema-version", 'n', POPT_ARG_STRING, &a->version, SETTING_FREE,
         "of directories with several versions this one (default: the highest)", "N"},
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS,
         "leave the bookkeeping tables of this schema directory out of a live database (default: they are shown)",
         "DIR"},
        LAYOUT_OF_BOOKKEEPING_OPTION(&a->layout_in),
        EXPECTED_OPTION(&a->expected, "leave out the objects that this file of expected differences names"),
        DATABASE_OPTIONS(&a->database),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static bool read_arguments(const struct arguments *a, struct job *job)
{
    job->options = (struct source_options){.version = VERSION_HIGHEST};
    return option_number("--schema-version", a->version, &job->options.version, job->diags) &&
           database_arguments_read(&a->database, &job->options.limits, job->diags) &&
           bookkeeping_read(a->schema, a->layout_in, &job->options.bookkeeping, job->diags);
}

static int compare_snapshots(const void *a, const void *b)
{
    return source_compare_snapshots(a, b);
}

/* Both engines of a database stand side by side, so there can be one snapshot for each. */
static bool check_alone(const struct source_snapshot *all, size_t n, struct diags *diags)
{
    for (size_t i = 1; i < n; i++)
        if (source_compare_snapshots(&all[i - 1], &all[i]) == 0) {
            struct diag *e = diag_error(diags, "%s and %s are both for %s%s%s", all[i - 1].path, all[i].path,
                                        all[i].database, all[i].database[0] ? " on " : "", engine_name(all[i].engine));
            diag_hint(diags, e, "fullschema diff --format html shows what differs between two");
            return false;
        }
    return true;
}

static bool read_models(struct job *job, const struct source_snapshot *all, size_t n)
{
    struct texts *texts = mem_array(job->ctx, struct texts, n);
    job->sides = (struct difference){.items = mem_array(job->ctx, struct comparison, n),
                                     .n = n,
                                     .uncompared = job->partly.uncompared,
                                     .n_uncompared = job->partly.n_uncompared};
    for (size_t i = 0; i < n; i++) {
        texts[i] = (struct texts){.new_text = all[i].text, .rows = true};
        job->sides.items[i] = (struct comparison){
            .database = all[i].database, .engine = all[i].engine, .old_path = "", .new_path = all[i].path};
    }
    if (!compare_texts(job->ctx, texts, &job->sides, job->diags))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct comparison *c = &job->sides.items[i];
        c->new_model = excuses_leave_out(job->ctx, &job->expected.excuses, c->new_model);
    }
    return true;
}

/* A source that was read but for what the diagnostics since then name. */
static void note_uncompared(struct job *job, const char *spec, size_t before)
{
    const struct diags since = {.items = job->diags->items + before, .n = job->diags->n - before};
    const struct uncompared uncompared = {.name = "", .location = spec, .partly = true};
    for (size_t i = 0; i < since.n; i++)
        if (since.items[i].level == DIAG_ERROR) {
            difference_add_uncompared(job->ctx, &job->partly, &uncompared, &since);
            return;
        }
}

static bool open_all(struct job *job, char **title)
{
    struct source_snapshot *all = NULL;
    size_t n = 0;
    for (const char **spec = job->specs; *spec; spec++) {
        struct source source;
        size_t before = job->diags->n;
        if (!source_open(job->ctx, *spec, &job->options, &source, job->diags))
            return false;
        note_uncompared(job, source.spec, before);
        *title = mem_printf(job->ctx, "%s%s%s", *title, **title ? ", " : "", source.spec);
        for (size_t i = 0; i < source.n; i++) {
            size_t at = mem_grow(job->ctx, &all, &n);
            all[at] = source.items[i];
        }
    }
    if (n)
        qsort(all, n, sizeof(*all), compare_snapshots);
    return check_alone(all, n, job->diags) && read_models(job, all, n);
}

static void make_page(void *arg)
{
    struct job *job = arg;
    char *title = mem_strdup(job->ctx, "");
    if (!open_all(job, &title) || cancellation_requested(job->options.stop))
        return;
    const struct page page = {.title = title, .sides = &job->sides};
    struct text t;
    text_open(&t);
    page_print(t.out, &page);
    job->page = text_close(&t, job->ctx);
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .specs = invocation->words, .diags = &invocation->diags};
    if (!read_arguments(a, &job) || !expected_arguments_read(job.ctx, &a->expected, NULL, &job.expected, job.diags))
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

const struct command html_command = {
    .name = "html",
    .summary = "show snapshots as one page: tables, keys, rows, diagrams",
    .about =
        "Writes one self-contained page about snapshots: every table with its columns, keys, indexes and rows, "
        "both engines side by side, and a diagram of the tables around it. A SNAPSHOT is a file, a directory of "
        "them, REV or REV:PATH in a git repository, a live Postgres database (postgres://... or key=value) or a SQLite "
        "file.",
    .words = "SNAPSHOT...",
    .min_words = 1,
    .max_words = SIZE_MAX,
    .options = option_table,
    .run = run,
};
