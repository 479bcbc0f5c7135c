#include "cmd/check_live.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "check/broken.h"
#include "check/expectation.h"
#include "check/fleet.h"
#include "check/live.h"
#include "cli/cancellable.h"
#include "cli/options.h"
#include "cli/progress_view.h"
#include "cli/server_arguments.h"
#include "cmd/check_fix.h"
#include "report/wording.h"
#include "schema/tree.h"
#include "source/source.h"

enum { DEFAULT_JOBS = 4, MOST_JOBS = 64 };

struct run {
    void *ctx;
    struct generate_options generate;
    struct live_options options;
    struct expectation *expectation;
    struct fleet fleet;
    struct difference difference;
    struct expected_drift drift;
    const struct live_arguments *arguments;
    char *statements; /* of --fix; NULL: there could be none made */
    int jobs;
    struct progress_view *view;
    struct diags *diags;
};

static void announce(const struct run *r, const struct generate_observer *observer)
{
    char **names = mem_array(r->ctx, char *, r->fleet.n + 1);
    for (size_t i = 0; i < r->fleet.n; i++) {
        const struct target_database *t = &r->fleet.items[i];
        names[i] = *t->name ? mem_strdup(names, t->name) : source_label(names, t->location);
    }
    observer->started(observer->user_data, r->fleet.n, names);
    mem_free(names);
}

static void compare(void *arg)
{
    struct run *r = arg;
    struct generate_observer observer = progress_view_observer(r->view);
    enum engine engine;
    /* What is no database is said before anything of the snapshots that it would be compared with. */
    if (r->arguments->targets || live_engine(r->arguments->against, &engine, r->diags))
        r->expectation = expectation_new(r->ctx, &r->options, r->diags);
    announce(r, &observer);
    if (!r->expectation)
        return;
    fleet_compare(&r->fleet, r->expectation, (size_t)r->jobs, &observer.progress);
    expectation_end(r->expectation, r->diags);
}

static void draw(void *view)
{
    progress_view_draw(view);
}

static bool read_arguments(struct run *r, const struct live_arguments *a)
{
    static const char *const versions[] = {"applied", "head", NULL};
    const struct generate_options *o = &r->generate;
    int at = 0;
    r->jobs = DEFAULT_JOBS;
    r->options = (struct live_options){.generate = o,
                                       .owners = a->owners,
                                       .history_table = a->history_table,
                                       .limits.statement_timeout_ms = o->server.statement_timeout_ms};
    struct database_limits limits;
    if (!database_arguments_read(&a->database, &limits, r->diags) ||
        !option_choice("--at", a->at, versions, &at, r->diags))
        return false;
    r->options.limits.answer_limit_mib = limits.answer_limit_mib;
    r->options.at_head = at == 1;
    if (!option_number("--jobs", a->jobs, &r->jobs, r->diags))
        return false;
    if (r->jobs < 1 || r->jobs > MOST_JOBS)
        diag_error(r->diags, "--jobs %d: from 1 to %d", r->jobs, MOST_JOBS);
    else if (a->history_table && !o->tree_layout->has_migrations)
        diag_error(r->diags, "--history-table is for --layout-in numbered");
    else if (a->against && a->targets)
        diag_error(r->diags, "--against and --targets exclude each other");
    else
        return true;
    return false;
}

/* What --against names is a fleet of one, without a name. */
static bool find_targets(struct run *r, const struct live_arguments *a)
{
    if (a->targets)
        return fleet_read(r->ctx, a->targets, &r->fleet, r->diags) &&
               (!a->chosen || fleet_choose(r->ctx, &r->fleet, (const char *const *)a->chosen, r->diags));
    r->fleet.items = mem_new(r->ctx, struct target_database);
    r->fleet.n = 1;
    r->fleet.items[0] =
        (struct target_database){.name = "", .location = a->against, .ctx = mem_root("target database")};
    diags_init(&r->fleet.items[0].diags, r->fleet.items[0].ctx);
    return true;
}

/* The name is put before what is said of a database. */
static void collect(struct run *r)
{
    for (size_t i = 0; i < r->fleet.n; i++) {
        struct target_database *t = &r->fleet.items[i];
        const struct uncompared uncompared = {
            .name = t->name, .location = source_label(r->ctx, t->location), .partly = t->ok};
        /* Statements would be proved without it. */
        if (t->ok && !r->arguments->fix)
            broken_report(&t->comparison, &t->diags);
        if (!t->ok || t->diags.n_errors)
            difference_add_uncompared(r->ctx, &r->difference, &uncompared, &t->diags);
        for (size_t k = 0; k < t->diags.n && *t->name; k++)
            t->diags.items[k].message = mem_printf(t->ctx, "%s: %s", t->name, t->diags.items[k].message);
        diags_append(r->diags, &t->diags);
        if (!t->ok)
            continue;
        size_t at = mem_grow(r->ctx, &r->difference.items, &r->difference.n);
        r->difference.items[at] = t->comparison;
    }
}

/*
 * What is meant to differ is no drift. An entry may excuse something of a logical database, or of a target, that was
 * not looked at.
 */
static bool leave_out_expected(struct run *r, const struct live_arguments *a)
{
    bool all = !r->generate.databases && !a->chosen;
    bool ok = expected_apply(r->ctx, &r->drift, &r->difference, all, r->diags);
    for (size_t i = 0; i < r->difference.n; i++)
        drift_judge(&r->difference.items[i]);
    for (size_t i = 0, k = 0; i < r->fleet.n; i++)
        if (r->fleet.items[i].ok)
            r->fleet.items[i].comparison = r->difference.items[k++];
    return ok;
}

/* Without the snapshots to compare with none is compared, and all for the same reasons. */
static void note_unexpected(struct run *r)
{
    for (size_t i = 0; i < r->fleet.n; i++) {
        const struct target_database *t = &r->fleet.items[i];
        const struct uncompared uncompared = {.name = t->name, .location = source_label(r->ctx, t->location)};
        difference_add_uncompared(r->ctx, &r->difference, &uncompared, r->diags);
    }
}

static const char *pending_text(void *ctx, const struct target_database *t)
{
    return t->ok && t->live.n_pending ? mem_printf(ctx, "; %zu pending", t->live.n_pending) : "";
}

static const char *verdict(void *ctx, const struct target_database *t)
{
    struct difference one = {.items = (struct comparison *)&t->comparison, .n = 1};
    if (!t->ok)
        return "not compared";
    struct change_counts counts = difference_count(&one);
    const char *partly = t->diags.n_errors ? "; something of it is not compared" : "";
    const char *expected = wording_expected(ctx, &counts);
    const char *aside = mem_printf(ctx, "%s%s%s", expected ? "; " : "", expected ? expected : "", pending_text(ctx, t));
    if (counts.total == 0)
        return mem_printf(ctx, "%s%s", partly[0] ? partly + 2 : "as it should be", aside);
    return mem_printf(ctx, "%zu change%s, %zu of them breaking%s%s", counts.total, counts.total == 1 ? "" : "s",
                      counts.of[CHANGE_BREAKING], partly, aside);
}

static void print_lines(const struct run *r)
{
    size_t same = 0, different = 0, width = 0;
    for (size_t i = 0; i < r->fleet.n; i++)
        width = strlen(r->fleet.items[i].name) > width ? strlen(r->fleet.items[i].name) : width;
    for (size_t i = 0; i < r->fleet.n; i++) {
        const struct target_database *t = &r->fleet.items[i];
        console_print(stdout, "%-*s  %s\n", (int)width, t->name, verdict(r->ctx, t));
        same += t->ok && t->comparison.n_changes == 0 && t->diags.n_errors == 0;
        different += t->ok && t->comparison.n_changes > 0;
    }
    console_print(stdout, "%zu database%s: %zu as they should be, %zu different, %zu not compared\n", r->fleet.n,
                  r->fleet.n == 1 ? "" : "s", same, different, r->fleet.n - same - different);
}

static bool writes_to_stdout(const struct report_requests *requests)
{
    for (size_t i = 0; i < requests->n; i++)
        if (!requests->items[i].file)
            return true;
    return false;
}

/* Many databases are reported in a line each, unless a format wants standard output for itself. */
static bool tell(struct run *r, const struct live_arguments *a, const struct report_requests *requests, bool formats,
                 bool colour)
{
    const struct report_options options = {.old_name = r->generate.output,
                                           .new_name = a->targets ? a->targets : source_label(r->ctx, a->against)};
    if (a->targets && r->expectation && !(formats && writes_to_stdout(requests)))
        print_lines(r);
    if (a->targets && !formats)
        return true;
    return report_print(requests, &r->difference, options, colour, r->diags);
}

static void make_statements(void *arg)
{
    struct run *r = arg;
    r->statements =
        check_fix_make(r->ctx, r->arguments, &r->generate.server, r->expectation, &r->fleet.items[0], r->diags);
}

/* All servers that are somebody else's have been read: their variables would break a throwaway one's connections. */
static bool fix(struct run *r, struct cancellation *stop)
{
    if (!stop || cancellation_requested(stop) || !r->expectation)
        return false;
    engine_ignore_environment();
    if (!run_cancellable(stop, make_statements, r, draw, r->view))
        diag_error(r->diags, "cannot start working: %s", strerror(errno));
    progress_view_clear(r->view);
    return r->statements && !cancellation_requested(stop) && check_fix_print(r->arguments, r->statements, r->diags);
}

static enum exit_status carry_out(struct run *r, struct invocation *invocation, const struct live_arguments *a,
                                  const struct report_requests *requests, bool formats)
{
    struct cancellation *stop = cancellation_new(r->ctx);
    r->options.stop = r->generate.server.stop = r->generate.updates.stop = stop;
    /* A throwaway server's connections are made when the databases, which may need the variables, have been read. */
    if (r->generate.server.pg_user)
        server_arguments_environment(&r->generate.server);
    if (!stop || !run_cancellable(stop, compare, r, draw, r->view))
        diag_error(r->diags, "cannot start working: %s", strerror(errno));
    progress_view_clear(r->view);
    if (r->expectation)
        collect(r);
    else
        note_unexpected(r);
    if (r->expectation)
        leave_out_expected(r, a);
    bool fixed = !a->fix || fix(r, stop), instead = a->fix && !a->fix[0];
    bool trouble = r->diags->n_errors > 0 || !fixed;
    invocation_report(invocation);
    if (stop && cancellation_requested(stop))
        invocation_stopped(invocation, NULL);
    if (!instead && !tell(r, a, requests, formats, invocation->colour_out))
        trouble = true;
    if (instead && !trouble)
        return r->statements[0] ? EXIT_STATUS_DIFFERENT : EXIT_STATUS_DONE;
    return trouble ? EXIT_STATUS_TROUBLE : report_status(requests, &r->difference);
}

enum exit_status check_live_run(struct invocation *invocation, const struct live_arguments *a,
                                const struct generate_options *options, const struct report_requests *requests,
                                bool formats, bool shown)
{
    struct run r = {.ctx = invocation->ctx, .generate = *options, .arguments = a, .diags = &invocation->diags};
    r.view = progress_view_new(r.ctx, shown, "databases", "reading the snapshots");
    enum exit_status status = EXIT_STATUS_TROUBLE;
    if (read_arguments(&r, a) && find_targets(&r, a) &&
        expected_arguments_read(r.ctx, &a->expected,
                                schema_tree_name(options->schema, options->tree_layout, &options->migrations), &r.drift,
                                r.diags))
        status = carry_out(&r, invocation, a, requests, formats);
    fleet_free(&r.fleet);
    return status;
}
