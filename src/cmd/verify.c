/* fullschema verify: options in, a line for each verification out. The work itself is verify/. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/monotonic.h"
#include "base/terminal.h"
#include "cli/cancellable.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/progress_view.h"
#include "cli/server_arguments.h"
#include "cli/update_arguments.h"
#include "cmd/commands.h"
#include "verify/verify.h"

enum { DEFAULT_SEED = 1, DEFAULT_SHUFFLES = 4, MOST_SHUFFLES = 10000 };

/* What popt fills in. */
struct arguments {
    char *schema, *output, *version, *seed, *shuffles, *layout_in;
    char **databases, **engines, **accepted, **from;
    int selected[VERIFICATIONS_MAX];
    int quiet, with_history, comments;
    struct migration_arguments migrations;
    struct server_arguments server;
    struct update_arguments updates;
};

/* The verifications' own options come first, so that --help begins with what there is. */
static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS, "the schema directory (default: schema)", "DIR"},
        {"output", 'o', POPT_ARG_STRING, &a->output, SETTING_READS,
         "where the committed snapshots are, in either layout (default: full_schemas)", "DIR"},
        {"schema-version", 'n', POPT_ARG_STRING, &a->version, SETTING_FREE,
         "the version to verify (default: the directory's own)", "N"},
        {"database", '\0', POPT_ARG_ARGV, &a->databases, SETTING_FREE, "only this logical database; may be repeated",
         "NAME"},
        {"engine", '\0', POPT_ARG_ARGV, &a->engines, SETTING_FREE, "only postgres or sqlite; may be repeated",
         "ENGINE"},
        LAYOUT_IN_OPTION(&a->layout_in),
        MIGRATION_OPTIONS(&a->migrations),
        WITH_HISTORY_OPTION(&a->with_history),
        COMMENTS_OPTION(&a->comments),
        {"seed", '\0', POPT_ARG_STRING, &a->seed, SETTING_FREE,
         "decides on the shuffles of --orders and on the rows of --upgrades (default: 1)", "N"},
        {"shuffles", '\0', POPT_ARG_STRING, &a->shuffles, SETTING_FREE, "how many of them there are (default: 4)", "N"},
        {"from", '\0', POPT_ARG_ARGV, &a->from, SETTING_FREE,
         "of --upgrades: a version, a git revision, or snapshots, to start from; may be repeated", "BASE"},
        {"accept-clock", '\0', POPT_ARG_ARGV, &a->accepted, SETTING_FREE,
         "as for generate: cells that may depend on the clock; may be repeated", "TABLE.COLUMN"},
        SERVER_OPTIONS(&a->server),
        UPDATE_OPTIONS(&a->updates),
        {"quiet", 'q', POPT_ARG_NONE, &a->quiet, SETTING_FREE, "print nothing but what was found", NULL},
        POPT_TABLEEND,
    };
    size_t n = sizeof(table) / sizeof(*table);
    struct poptOption *all = mem_array(ctx, struct poptOption, n + VERIFICATIONS_MAX + 1);
    size_t own = 0;
    for (; verifications[own].name; own++)
        all[own] = (struct poptOption){verifications[own].name,    '\0', POPT_ARG_NONE, &a->selected[own], SETTING_FREE,
                                       verifications[own].promise, NULL};
    /* What --reproducible was called in 0.1. */
    int *reproducible = &a->selected[verification_named("reproducible")];
    all[own++] = (struct poptOption){"twice", '\0', POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, reproducible, SETTING_FREE,
                                     NULL,    NULL};
    memcpy(all + own, table, sizeof(table));
    return all;
}

static bool read_arguments(const struct arguments *a, struct verify_options *o, struct diags *diags)
{
    int seed = DEFAULT_SEED, shuffles = DEFAULT_SHUFFLES;
    struct tree_choice tree;
    *o = (struct verify_options){.snapshots = directory_or_usual(a->output, LAYOUT_USUAL_OUTPUT, diags),
                                 .version = VERIFY_OWN_VERSION,
                                 .databases = (const char **)a->databases,
                                 .accepted = (const char *const *)a->accepted};
    for (char **name = a->databases; name && *name; name++)
        o->n_databases++;
    for (size_t i = 0; i < VERIFICATIONS_MAX; i++)
        o->selected[i] = a->selected[i] != 0;
    bool ok = option_number("--schema-version", a->version, &o->version, diags);
    ok &= option_number("--seed", a->seed, &seed, diags);
    ok &= option_number("--shuffles", a->shuffles, &shuffles, diags);
    if (shuffles > MOST_SHUFFLES)
        diag_error(diags, "--shuffles %d: at most %d", shuffles, MOST_SHUFFLES);
    o->from = (const char *const *)a->from;
    o->seed = (uint64_t)seed;
    o->shuffles = (size_t)shuffles;
    o->comments = a->comments != 0;
    ok &= server_arguments_read(&a->server, &o->server, diags);
    ok &= update_arguments_read(&a->updates, &o->updates, diags);
    ok = ok && option_engines(a->engines, o->engines, diags) &&
         tree_arguments_read(a->schema, a->layout_in, &a->migrations, o->engines, &tree, diags);
    if (ok) {
        o->schema = tree.schema;
        o->layout = tree.layout;
        o->migrations = tree.request;
        ok = tree_choice_prepare(&tree, &a->migrations, &o->server, diags);
        o->with_history = with_history_read(a->with_history, tree.layout, diags);
    }
    return ok && diags->n_errors == 0;
}

/* The job's thread and what it works on. */
struct run {
    void *ctx;
    struct verify_options options;
    struct generate_observer observer;
    struct text output; /* printed when the progress is wiped away */
    struct diags *diags;
    bool quiet, colour;
    size_t n_findings, n_troubles;
    bool ok;
};

static void tell(void *data, const struct verification *verification, const struct outcome *outcome)
{
    struct run *r = data;
    size_t n = outcome->findings.n_errors;
    r->n_findings += n;
    r->n_troubles += outcome->trouble.n_errors;
    diags_merge(r->diags, &outcome->trouble);
    if (!r->quiet || n > 0) {
        console_print(r->output.out, "%s: %s: ", verification->name, outcome->did);
        if (outcome->trouble.n_errors > 0)
            console_print(r->output.out, "not carried out\n");
        else if (n > 0)
            console_print(r->output.out, "%zu finding%s\n", n, n == 1 ? "" : "s");
        else
            console_print(r->output.out, "%s\n", outcome->found);
    }
    diags_print(&outcome->findings, r->output.out, r->colour);
}

static void run_verify(void *arg)
{
    struct run *r = arg;
    r->ok = verify(&r->options, &r->observer, tell, r, r->diags);
}

static void draw(void *view)
{
    progress_view_draw(view);
}

static void print_end(const struct run *r, double seconds)
{
    if (r->n_findings > 0)
        console_print(stdout, "%zu finding%s (%.1f s)\n", r->n_findings, r->n_findings == 1 ? "" : "s", seconds);
    else
        console_print(stdout, "nothing found (%.1f s)\n", seconds);
}

static enum exit_status carry_out(struct run *r, struct invocation *invocation)
{
    long start = monotonic_ms();
    server_arguments_environment(&r->options.server);
    struct cancellation *stop = cancellation_new(r->ctx);
    struct progress_view *view = progress_view_new(r->ctx, !r->quiet && terminal_progress(STDERR_FILENO),
                                                   "verifications", "starting the servers");
    r->observer = progress_view_observer(view);
    r->options.server.stop = stop;
    r->options.updates.stop = stop;
    text_open(&r->output);
    if (!stop || !run_cancellable(stop, run_verify, r, draw, view))
        diag_error(r->diags, "cannot start working: %s", strerror(errno));
    progress_view_clear(view);
    console_text(stdout, text_close(&r->output, r->ctx));
    bool stopped = stop && cancellation_requested(stop);
    if (!r->ok && r->diags->n_errors == 0 && !stopped)
        diag_error(r->diags, "failed without a reason given, which is a mistake of fullschema itself");
    invocation_report(invocation);
    if (stopped)
        invocation_stopped(invocation, NULL);
    if (!r->ok || r->n_troubles > 0)
        return EXIT_STATUS_TROUBLE;
    if (!r->quiet)
        print_end(r, (double)(monotonic_ms() - start) / 1000);
    return r->n_findings > 0 ? EXIT_STATUS_DIFFERENT : EXIT_STATUS_DONE;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct run r = {
        .ctx = invocation->ctx, .diags = &invocation->diags, .quiet = a->quiet != 0, .colour = invocation->colour_out};
    if (!read_arguments(a, &r.options, r.diags))
        return EXIT_STATUS_TROUBLE;
    return carry_out(&r, invocation);
}

/* All that may be asked for: where none is, all but --down and --upgrades are. */
static const char *const promises[] = {"orders",    "bases", "layouts", "parity",   "reproducible",
                                       "self-test", "twice", "down",    "upgrades", NULL};

static const struct option_need needs[] = {
    {"seed", {"orders", "upgrades"}, promises, NULL},
    {"shuffles", {"orders"}, promises, NULL},
    {"output", {"bases", "upgrades"}, promises, NULL},
    {"from", {"upgrades"}, NULL, NULL},
    {"accept-clock", {"reproducible"}, promises, NULL},
    {"with-history", {"reproducible"}, promises, NULL},
    {"comments", {"reproducible"}, promises, NULL},
    SERVER_NEEDS,
    NEEDS_END,
};

const struct command verify_command = {
    .name = "verify",
    .summary = "check what a schema directory promises: order, bases, layouts",
    .about = "Checks what a schema directory promises: the promises that are named, or all of them. Exit status: 0 "
             "nothing found, 1 something was found, 2 trouble.",
    .options = option_table,
    .needs = needs,
    .run = run,
};
