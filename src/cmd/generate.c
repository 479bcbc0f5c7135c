/* fullschema generate: options in, summary out. The job itself is generate/. */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/terminal.h"
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/progress_view.h"
#include "cmd/server_arguments.h"
#include "cmd/update_arguments.h"
#include "cmd/watched.h"
#include "generate/generate.h"
#include "schema/plan.h"

/* What popt fills in; checked and turned into generate_options afterwards. */
struct arguments {
    char *schema, *output, *version, *base, *layout;
    char **databases, **engines, **accepted;
    int all_versions, quiet;
    struct server_arguments server;
    struct update_arguments updates;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"schema", 's', POPT_ARG_STRING, &a->schema, 0, "the schema directory (default: schema)", "DIR"},
        {"output", 'o', POPT_ARG_STRING, &a->output, 0, "where the snapshots go (default: full_schemas)", "DIR"},
        {"schema-version", 'n', POPT_ARG_STRING, &a->version, 0, "the version to make (default: the directory's own)",
         "N"},
        {"all-versions", '\0', POPT_ARG_NONE, &a->all_versions, 0, "make every version up to that one", NULL},
        {"database", '\0', POPT_ARG_ARGV, &a->databases, 0, "only this logical database; may be repeated", "NAME"},
        {"engine", '\0', POPT_ARG_ARGV, &a->engines, 0, "only postgres or sqlite; may be repeated", "ENGINE"},
        {"base", '\0', POPT_ARG_STRING, &a->base, 0,
         "start from the snapshot of version N that the schema directory holds, or from none (default: the highest "
         "below)",
         "N|none"},
        {"layout", '\0', POPT_ARG_STRING, &a->layout, 0,
         "flat: OUT/N/DATABASE/, nested: OUT/DATABASE/full_schemas/N/ (default: as the schema directory)",
         "flat|nested"},
        SERVER_OPTIONS(&a->server),
        {"accept-clock", '\0', POPT_ARG_ARGV, &a->accepted, 0,
         "take it that this column may hold what differs from run to run; may be repeated", "TABLE.COLUMN"},
        UPDATE_OPTIONS(&a->updates),
        {"quiet", 'q', POPT_ARG_NONE, &a->quiet, 0, "print nothing but warnings and errors", NULL},
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static bool check_accepted(char **cells, struct diags *diags)
{
    for (; cells && *cells; cells++) {
        const char *dot = strchr(*cells, '.');
        if (dot && dot != *cells && dot[1])
            continue;
        diag_error(diags, "--accept-clock %s: not TABLE.COLUMN", *cells);
        return false;
    }
    return true;
}

/* Turns the arguments into options. False with diagnostics. */
static bool read_arguments(const struct arguments *a, struct generate_options *o, struct diags *diags)
{
    static const char *const layouts[] = {"auto", "flat", "nested", NULL};
    int layout = LAYOUT_AUTO;
    *o = (struct generate_options){.schema = a->schema ? a->schema : "schema",
                                   .output = a->output ? a->output : "full_schemas",
                                   .version = VERSION_OWN,
                                   .all_versions = a->all_versions != 0,
                                   .databases = (const char **)a->databases,
                                   .base = BASE_HIGHEST,
                                   .accepted = (const char *const *)a->accepted};
    for (char **name = a->databases; name && *name; name++)
        o->n_databases++;
    bool ok = server_arguments_read(&a->server, &o->server, diags);
    ok &= option_number("--schema-version", a->version, &o->version, diags);
    ok &= check_accepted(a->accepted, diags);
    ok &= option_base(a->base, &o->base, diags);
    ok &= update_arguments_read(&a->updates, &o->updates, diags);
    ok &= option_choice("--layout", a->layout, layouts, &layout, diags);
    o->layout = (enum layout)layout;
    return ok && option_engines(a->engines, o->engines, diags) && diags->n_errors == 0;
}

/* The job's thread and what it works on. */
struct run {
    void *ctx;
    struct generate_options options;
    struct generate_watch watch;
    struct generate_result result;
    struct diags *diags;
    bool ok;
};

static void run_generate(void *arg)
{
    struct run *r = arg;
    r->ok = generate(&r->options, &r->watch, r->ctx, &r->result, r->diags);
}

static void draw(void *view)
{
    progress_view_draw(view);
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void print_summary(const struct generate_result *result, double seconds)
{
    size_t changed = 0;
    for (size_t i = 0; i < result->n; i++) {
        const struct generated *g = &result->snapshots[i];
        changed += g->changed;
        if (g->changed)
            printf("%s: %s, %zu objects\n", g->path, g->created ? "new" : "changed", g->n_objects);
        if (g->needs_common)
            printf("%s: loads only after the snapshot of common, to which it refers\n", g->path);
    }
    printf("%zu snapshot%s: %zu written, %zu unchanged (%.1f s)\n", result->n, result->n == 1 ? "" : "s", changed,
           result->n - changed, seconds);
}

static enum exit_status carry_out(struct run *r, struct invocation *invocation, bool quiet)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    server_arguments_environment(&r->options.server);
    struct stop *stop = stop_new(r->ctx);
    struct progress_view *view = progress_view_new(r->ctx, !quiet && terminal_can_redraw(STDERR_FILENO), "snapshots");
    r->watch = progress_view_watch(view);
    r->options.server.stop = stop;
    r->options.updates.stop = stop;
    if (!stop || !run_watched(stop, run_generate, r, draw, view))
        diag_error(r->diags, "cannot start working: %s", strerror(errno));
    progress_view_clear(view);
    if (!r->ok && r->diags->n_errors == 0 && !(stop && stop_requested(stop)))
        diag_error(r->diags, "failed without a reason given, which is a mistake of fullschema itself");
    invocation_report(invocation);
    if (stop && stop_requested(stop))
        fputs("fullschema: stopped; nothing was written\n", stderr);
    if (r->ok && !quiet)
        print_summary(&r->result, seconds_since(&start));
    return r->ok ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct run r = {.ctx = invocation->ctx, .diags = &invocation->diags};
    if (!read_arguments(a, &r.options, r.diags))
        return EXIT_STATUS_TROUBLE;
    return carry_out(&r, invocation, a->quiet);
}

const struct command generate_command = {
    .name = "generate",
    .summary = "regenerate the snapshots of a schema directory",
    .about = "Regenerates the snapshots of a schema directory on throwaway databases.",
    .options = option_table,
    .run = run,
};
