/* fullschema diff: what differs between two sources. */
#include <errno.h>
#include <popt.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "cli/cache_arguments.h"
#include "cli/cancellable.h"
#include "cli/database_arguments.h"
#include "cli/expected_arguments.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/report_arguments.h"
#include "cli/server_arguments.h"
#include "cmd/commands.h"
#include "cmd/diff_build.h"
#include "cmd/fix_sql.h"
#include "compare/compare.h"
#include "schema/prepared.h"
#include "schema/tree.h"
#include "source/read_sides.h"

struct arguments {
    char *schema, *version, *snapshots, *layout_in;
    char **databases, **engines;
    int owners, sql, allow_loss, build;
    char *pg_bindir;
    struct cache_arguments cache;
    struct generate_arguments generate; /* what only --build asks for */
    struct report_arguments report;
    struct expected_arguments expected;
    struct database_arguments database;
};

struct job {
    void *ctx;
    struct source_options source;
    struct compare_options compare;
    struct source_side sides[2]; /* old, new */
    struct difference difference;
    struct build *build; /* of --build; else NULL */
    bool sql, allow_loss;
    const struct project *project; /* of --sql: what an administrator makes; or NULL */
    struct server_options server;
    char *statements; /* where they are wanted */
    struct diags *diags;
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        REPORT_OPTIONS(&a->report, 'p'),
        {"database", '\0', POPT_ARG_ARGV, &a->databases, SETTING_FREE, "only this logical database; may be repeated",
         "NAME"},
        {"engine", '\0', POPT_ARG_ARGV, &a->engines, SETTING_FREE, "only postgres or sqlite; may be repeated",
         "ENGINE"},
        {"owners", '\0', POPT_ARG_NONE, &a->owners, SETTING_FREE, "compare whose objects are, too (default: left out)",
         NULL},
        {"schema-version", 'n', POPT_ARG_STRING, &a->version, SETTING_FREE,
         "of directories with several versions this one (default: the highest)", "N"},
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS,
         "leave the bookkeeping tables of this schema directory out of a live database (default: they are compared); "
         "with --build the schema directory (default: schema)",
         "DIR"},
        LAYOUT_IN_OPTION(&a->layout_in),
        {"output", '\0', POPT_ARG_STRING, &a->snapshots, SETTING_READS,
         "where snapshots are committed, for sides that are revisions (default: found)", "DIR"},
        EXPECTED_OPTION(&a->expected, "what is meant to differ, and why: it is not reported (default: nothing)"),
        WRITE_EXPECTED_OPTION(&a->expected),
        {"sql", '\0', POPT_ARG_NONE, &a->sql, SETTING_RUN,
         "print the statements that make NEW of OLD instead, each tried before", NULL},
        ALLOW_LOSS_OPTION(&a->allow_loss),
        {"build", '\0', POPT_ARG_NONE, &a->build, SETTING_RUN,
         "make both sides of the deltas of two revisions, of which no snapshots need be committed", NULL},
        PG_BINDIR_OPTION(&a->pg_bindir),
        CACHE_OPTIONS(&a->cache),
        DATABASE_OPTIONS(&a->database),
        DIFF_BUILD_OPTIONS(&a->generate),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static bool read_arguments(const struct arguments *a, struct job *job)
{
    job->source = (struct source_options){.version = VERSION_HIGHEST, .snapshots = a->snapshots};
    job->source.rows.owners = job->compare.owners = a->owners;
    job->compare.databases = (const char *const *)a->databases;
    job->sql = a->sql;
    job->allow_loss = a->allow_loss;
    struct cache_options cache;
    job->server = (struct server_options){.pg_bindir = a->pg_bindir};
    if (a->sql && cache_arguments_read(job->ctx, &a->cache, &cache, job->diags))
        job->server.cache = cache_open(job->ctx, &cache, job->diags);
    bool ok = option_number("--schema-version", a->version, &job->source.version, job->diags) &&
              database_arguments_read(&a->database, &job->source.limits, job->diags) &&
              bookkeeping_read(a->schema, a->layout_in, &job->source.bookkeeping, job->diags) &&
              option_engines(a->engines, job->compare.engines, job->diags);
    job->source.engine_given = job->compare.engines[ENGINE_POSTGRES] != job->compare.engines[ENGINE_SQLITE];
    job->source.engine = job->compare.engines[ENGINE_POSTGRES] ? ENGINE_POSTGRES : ENGINE_SQLITE;
    if (a->sql)
        ok = tree_arguments_project(&a->generate.migrations, &job->project, job->diags) && ok;
    job->server.statement_timeout_ms = job->source.limits.statement_timeout_ms;
    if (a->build && (a->sql || a->owners))
        diag_error(job->diags, "--build excludes %s", a->sql ? "--sql" : "--owners");
    else if (a->sql && a->owners)
        diag_error(job->diags, "--sql excludes --owners: whose an object is, is no statement of its owner's");
    else if (a->sql && (a->report.formats || a->report.patch))
        diag_error(job->diags, "--sql is printed instead of reports: %s excludes it",
                   a->report.patch ? "--patch" : "--format");
    else
        return ok;
    return false;
}

/* What is wrong of a side is reported for that side, and else for both together. */
static void note_uncompared(struct job *job)
{
    if (!job->ok)
        job->difference.n = 0;
    for (size_t i = 0; i < 2; i++) {
        const struct source_side *side = &job->sides[i];
        const struct uncompared uncompared = {.name = "", .location = side->source.spec, .partly = job->ok};
        if (!side->ok || side->diags.n_errors)
            difference_add_uncompared(job->ctx, &job->difference, &uncompared, &side->diags);
    }
    const struct uncompared both = {
        .name = "",
        .location = mem_printf(job->ctx, "%s and %s", job->sides[0].source.spec, job->sides[1].source.spec),
        .partly = job->ok};
    if (job->difference.n_uncompared == 0 && (!job->ok || job->diags->n_errors))
        difference_add_uncompared(job->ctx, &job->difference, &both, job->diags);
}

static void compare(void *arg)
{
    struct job *job = arg;
    source_read_sides(job->ctx, job->sides, 2, job->diags);
    job->ok = job->sides[0].ok && job->sides[1].ok &&
              compare_sources(job->ctx, &job->sides[0].source, &job->sides[1].source, &job->compare, &job->difference,
                              job->diags);
    note_uncompared(job);
}

/* The text of a path, of a side that was read. */
static struct fix_text *text_of(const struct job *job, size_t side, const char *path)
{
    const struct source *source = &job->sides[side].source;
    struct fix_text *text = mem_new(job->ctx, struct fix_text);
    *text = (struct fix_text){path, ""};
    for (size_t i = 0; i < source->n; i++)
        if (strcmp(source->items[i].path, path) == 0)
            text->text = source->items[i].text;
    return text;
}

/* What is wanted of the logical database that others may refer to. */
static const struct fix_text *common_text(const struct job *job, const struct comparison *c)
{
    const struct source *source = &job->sides[1].source;
    for (size_t i = 0; i < source->n && strcmp(c->database, COMMON_DATABASE) != 0; i++)
        if (source->items[i].engine == c->engine && strcmp(source->items[i].database, COMMON_DATABASE) == 0)
            return text_of(job, 1, source->items[i].path);
    return NULL;
}

/* On the thread on which the servers were started. */
static void make_statements(void *arg)
{
    struct job *job = arg;
    struct fix_request *requests = mem_array(job->ctx, struct fix_request, job->difference.n + 1);
    for (size_t i = 0; i < job->difference.n; i++) {
        const struct comparison *c = &job->difference.items[i];
        requests[i] = (struct fix_request){.comparison = c,
                                           .before = {text_of(job, 0, c->old_path), c->old_path[0] != '\0'},
                                           .after = {text_of(job, 1, c->new_path), c->new_path[0] != '\0'},
                                           .common = common_text(job, c),
                                           .all = c->n_expected == 0,
                                           .rows = job->sides[0].source.rows && job->sides[1].source.rows,
                                           .allow_loss = job->allow_loss};
        if (c->engine == ENGINE_POSTGRES)
            requests[i].extensions =
                prepared_extensions(job->ctx, job->project, c->database, &requests[i].n_extensions);
    }
    job->statements = fix_sql(job->ctx, &job->server, requests, job->difference.n, job->diags);
}

static bool name_sides(const struct invocation *invocation, struct job *job)
{
    const char *specs[2];
    if (!source_sides(job->ctx, invocation->operands, invocation->n_operands, &job->source, specs, job->diags))
        return false;
    for (size_t i = 0; i < 2; i++)
        job->sides[i] = source_side_new(specs[i], &job->source);
    return true;
}

/* Instead of reports. All sides have been read: their variables would break a throwaway server's connections. */
static enum exit_status print_statements(struct invocation *invocation, struct job *job, struct cancellation *stop,
                                         bool ok)
{
    ok = ok && job->ok && job->diags->n_errors == 0;
    job->server.stop = stop;
    engine_ignore_environment();
    if (ok && stop && !cancellation_requested(stop) && !run_cancellable(stop, make_statements, job, no_tick, NULL))
        diag_error(job->diags, "cannot start working: %s", strerror(errno));
    ok = ok && job->statements && job->diags->n_errors == 0 && stop && !cancellation_requested(stop);
    invocation_report(invocation);
    if (job->statements)
        console_bytes(job->statements, strlen(job->statements));
    if (!ok)
        return EXIT_STATUS_TROUBLE;
    return job->statements[0] ? EXIT_STATUS_DIFFERENT : EXIT_STATUS_DONE;
}

/* What is meant to differ may be of what was not compared. */
static bool looks_at_everything(const struct job *job)
{
    return !job->compare.databases && job->compare.engines[ENGINE_POSTGRES] && job->compare.engines[ENGINE_SQLITE];
}

/* Where it is one of deltas: the options that `generate` has, too. */
static struct generate_arguments building(const struct arguments *a)
{
    struct generate_arguments g = a->generate;
    g.schema = a->schema;
    g.version = a->version;
    g.layout_in = a->layout_in;
    g.databases = a->databases;
    g.engines = a->engines;
    g.server.pg_bindir = a->pg_bindir;
    g.server.timeout = a->database.timeout;
    g.server.cache = a->cache;
    return g;
}

static void build(void *arg)
{
    struct job *job = arg;
    job->ok = diff_build_run(job->build, &job->difference, job->diags);
}

static bool open_build(const struct invocation *invocation, const struct generate_arguments *arguments,
                       struct cancellation *stop, struct job *job)
{
    const struct build_request request = {.ctx = job->ctx,
                                          .arguments = arguments,
                                          .operands = invocation->operands,
                                          .n_operands = invocation->n_operands,
                                          .whole = job->compare.whole,
                                          .stop = stop};
    job->build = diff_build_new(&request, job->diags);
    return job->build != NULL;
}

static const char *name_of(const struct job *job, size_t side)
{
    return job->build ? diff_build_name(job->build, side) : job->sides[side].source.spec;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct generate_arguments arguments = building(a);
    struct job job = {.ctx = invocation->ctx, .diags = &invocation->diags};
    struct report_requests requests;
    struct expected_drift expected;
    if (!read_arguments(a, &job) || !expected_arguments_read(job.ctx, &a->expected, NULL, &expected, job.diags) ||
        !report_arguments_read(job.ctx, &a->report, &requests, job.diags))
        return EXIT_STATUS_TROUBLE;
    struct cancellation *stop = cancellation_new(job.ctx);
    job.source.stop = stop;
    for (size_t i = 0; i < requests.n; i++)
        job.compare.whole |= requests.items[i].format->whole;
    if (a->build ? !open_build(invocation, &arguments, stop, &job) : !name_sides(invocation, &job))
        return EXIT_STATUS_TROUBLE;
    bool ok = stop && run_cancellable(stop, a->build ? build : compare, &job, no_tick, NULL);
    if (!ok)
        diag_error(job.diags, "cannot start working: %s", strerror(errno));
    ok &= expected_apply(job.ctx, &expected, &job.difference, looks_at_everything(&job), job.diags);
    if (job.sql)
        return print_statements(invocation, &job, stop, ok);
    invocation_report(invocation);
    if ((stop && cancellation_requested(stop)) || (job.build && !job.ok))
        return EXIT_STATUS_TROUBLE;
    const struct report_options options = {.old_name = name_of(&job, 0), .new_name = name_of(&job, 1)};
    if (!report_print(&requests, &job.difference, options, invocation->colour_out, job.diags) || !ok)
        return EXIT_STATUS_TROUBLE;
    return report_status(&requests, &job.difference);
}

/* What a side is made with is for --build, what is said of reports not for --sql. */
static const struct option_need needs[] = {
    DIFF_BUILD_NEEDS,
    {"allow-loss", {"sql"}, NULL, NULL},
    {"project", {"build", "sql"}, NULL, NULL},
    {"allow-extension", {"build", "sql"}, NULL, NULL},
    {"pg-bindir", {"build", "sql"}, NULL, NULL},
    {"cache", {"build", "sql"}, NULL, NULL},
    {"cache-limit", {"build", "sql"}, NULL, NULL},
    {"no-cache", {"build", "sql"}, NULL, NULL},
    {"cache", {NULL}, NULL, "no-cache"},
    {"cache-limit", {NULL}, NULL, "no-cache"},
    {"placeholder", {NULL}, NULL, "keep-placeholders"},
    {"layout-in", {"build", "schema"}, NULL, NULL},
    {"output", {NULL}, NULL, "build"},
    {"answer-limit", {NULL}, NULL, "build"},
    {"fail-on", {NULL}, NULL, "sql"},
    {"docs-url", {NULL}, NULL, "sql"},
    {"markdown-limit", {NULL}, NULL, "sql"},
    NEEDS_END,
};

const struct command diff_command = {
    .name = "diff",
    .summary = "show what differs between two snapshots, revisions or databases",
    .about =
        "Shows what differs between two sources. A source is a snapshot, a directory of them, REV or REV:PATH in "
        "a git repository, a live Postgres database (postgres://... or key=value) or a SQLite file. A revision "
        "alone is compared with the working tree, A..B are two revisions, A...B is B and where it parted from A; "
        "without any word HEAD is compared with the working tree. With --build the sides are what the deltas of such "
        "revisions make. Exit status: 0 the same, 1 different, 2 trouble.",
    .operands = "[OLD [NEW]]",
    .min_operands = 0,
    .max_operands = 2,
    .options = option_table,
    .needs = needs,
    .run = run,
};
