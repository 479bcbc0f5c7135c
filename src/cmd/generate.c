/* fullschema generate: options in, summary out. The job itself is generate/. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/monotonic.h"
#include "base/root.h"
#include "base/terminal.h"
#include "cli/cancellable.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/progress_view.h"
#include "cli/server_arguments.h"
#include "cmd/commands.h"
#include "generate/generate.h"

/* What popt fills in; checked and turned into generate_options afterwards. */
struct arguments {
    struct generate_arguments generate;
    int all_versions, quiet;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        GENERATE_OPTIONS(&a->generate),
        {"all-versions", '\0', POPT_ARG_NONE, &a->all_versions, SETTING_FREE,
         "make every version from the oldest up to -n", NULL},
        {"quiet", 'q', POPT_ARG_NONE, &a->quiet, SETTING_FREE, "print nothing but warnings and errors", NULL},
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* The job's thread and what it works on. */
struct run {
    void *ctx;
    struct generate_options options;
    struct generate_observer observer;
    struct generate_result result;
    struct diags *diags;
    bool ok;
};

static void run_generate(void *arg)
{
    struct run *r = arg;
    r->ok = generate(&r->options, &r->observer, r->ctx, &r->result, r->diags);
}

static void draw(void *view)
{
    progress_view_draw(view);
}

static void print_summary(const struct generate_result *result, double seconds)
{
    size_t changed = 0, proven = 0;
    for (size_t i = 0; i < result->n; i++) {
        const struct generated *g = &result->snapshots[i];
        changed += g->changed;
        proven += g->proven;
        if (g->changed)
            console_print(stdout, "%s: %s, %zu objects\n", g->path, g->created ? "new" : "changed", g->n_objects);
        if (g->needs_common)
            console_print(stdout, "%s: loads only after the snapshot of common, to which it refers\n", g->path);
    }
    console_print(stdout, "%zu snapshot%s: %zu written, %zu unchanged", result->n, result->n == 1 ? "" : "s", changed,
                  result->n - changed);
    if (proven)
        console_print(stdout, ", %zu proved by an earlier run", proven);
    console_print(stdout, " (%.1f s)\n", seconds);
}

static enum exit_status carry_out(struct run *r, struct invocation *invocation, bool quiet)
{
    long start = monotonic_ms();
    server_arguments_environment(&r->options.server);
    struct cancellation *stop = cancellation_new(r->ctx);
    struct progress_view *view =
        progress_view_new(r->ctx, !quiet && terminal_progress(STDERR_FILENO), "snapshots", "starting the servers");
    r->observer = progress_view_observer(view);
    r->options.server.stop = stop;
    r->options.updates.stop = stop;
    if (!stop || !run_cancellable(stop, run_generate, r, draw, view))
        diag_error(r->diags, "cannot start working: %s", strerror(errno));
    progress_view_clear(view);
    if (!r->ok && r->diags->n_errors == 0 && !(stop && cancellation_requested(stop)))
        diag_error(r->diags, "failed without a reason given, which is a mistake of fullschema itself");
    invocation_report(invocation);
    if (!r->ok && stop && cancellation_requested(stop))
        invocation_stopped(invocation, "nothing was written");
    if (r->ok && !quiet)
        print_summary(&r->result, (double)(monotonic_ms() - start) / 1000);
    return r->ok ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct run r = {.ctx = invocation->ctx, .diags = &invocation->diags};
    if (!generate_arguments_read(&a->generate, &r.options, r.diags))
        return EXIT_STATUS_TROUBLE;
    if (!a->generate.output && !project_holds("", r.options.output, BENEATH_NO_LINKS, r.diags))
        return EXIT_STATUS_TROUBLE;
    r.options.all_versions = a->all_versions != 0;
    return carry_out(&r, invocation, a->quiet);
}

static const struct option_need needs[] = {SERVER_NEEDS, NEEDS_END};

const struct command generate_command = {
    .name = "generate",
    .summary = "regenerate the snapshots of a schema directory",
    .about = "Regenerates the snapshots of a schema directory on throwaway databases. Nothing is written unless every "
             "snapshot, loaded into an empty database, is what the deltas made. Exit status: 0 done, 2 trouble.",
    .options = option_table,
    .needs = needs,
    .run = run,
};
