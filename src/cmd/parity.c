/* fullschema parity: whether two sources, of the two engines or of one, say the same. */
#include <errno.h>
#include <popt.h>
#include <string.h>

#include "base/console.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/publish.h"
#include "cli/cache_arguments.h"
#include "cli/cancellable.h"
#include "cli/database_arguments.h"
#include "cli/format_argument.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/server_arguments.h"
#include "cmd/commands.h"
#include "cmd/diff_build.h"
#include "cmd/parity_build.h"
#include "parity/sources.h"
#include "source/read_sides.h"

struct arguments {
    char *schema, *layout_in, *version, *known;
    char **databases, **engines, **formats;
    int column_order, build;
    char *pg_bindir;
    struct cache_arguments cache;
    struct generate_arguments generate; /* what only --build asks for */
    struct database_arguments database;
};

struct wanted {
    const struct parity_format *format;
    const char *file; /* NULL: standard output */
};

struct job {
    void *ctx;
    struct source_options source;
    struct parity_request request;
    struct reasons known;
    enum engine engines[2];
    struct source_side sides[2];
    struct parity_build *builds[2]; /* of sides that are made of their migrations; else NULL */
    size_t n_sides;
    const struct cancellation *stop;
    struct wanted *wanted;
    size_t n_wanted;
    struct parity_result result;
    struct diags *diags;
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"format", '\0', POPT_ARG_ARGV, &a->formats, SETTING_REPORTS,
         "text, json, markdown or html, to standard output or to a file; may be repeated (default: text)",
         "FORMAT[=FILE]"},
        {"known", '\0', POPT_ARG_STRING, &a->known, SETTING_READS,
         "what is meant to differ, and why (default: parity.txt in the directory of --schema, else here)", "FILE"},
        {"column-order", '\0', POPT_ARG_NONE, &a->column_order, SETTING_FREE,
         "the order of columns counts, too (default: it does not)", NULL},
        {"database", '\0', POPT_ARG_ARGV, &a->databases, SETTING_FREE, "only this logical database; may be repeated",
         "NAME"},
        {"engine", '\0', POPT_ARG_ARGV, &a->engines, SETTING_FREE,
         "what is compared of both sources, postgres or sqlite; twice: of A, and of B (default: found)", "ENGINE"},
        {"schema-version", 'n', POPT_ARG_STRING, &a->version, SETTING_FREE,
         "of directories with several versions this one (default: the highest)", "N"},
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS,
         "leave the bookkeeping tables of this schema directory out of a live database (default: they are compared)",
         "DIR"},
        LAYOUT_OF_BOOKKEEPING_OPTION(&a->layout_in),
        {"build", '\0', POPT_ARG_NONE, &a->build, SETTING_RUN,
         "directories hold migrations, or are schema directories: compare what these make", NULL},
        PG_BINDIR_OPTION(&a->pg_bindir),
        CACHE_OPTIONS(&a->cache),
        DATABASE_OPTIONS(&a->database),
        DIFF_BUILD_OPTIONS(&a->generate),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static const struct parity_format *find_format(const char *name)
{
    for (const struct parity_format *format = parity_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

static const struct wanted *wanted_for(const struct job *job, const char *file)
{
    for (size_t i = 0; i < job->n_wanted; i++) {
        const char *other = job->wanted[i].file;
        if (file && other ? strcmp(file, other) == 0 : file == other)
            return &job->wanted[i];
    }
    return NULL;
}

static bool read_format(struct job *job, const char *word)
{
    static const char *const names[] = {"text", "json", "markdown", "html", NULL};
    struct format_argument read;
    if (!format_argument_read(job->ctx, word, &read, job->diags))
        return false;
    const struct parity_format *format = find_format(read.name);
    const struct wanted *same = wanted_for(job, read.file);
    if (!format) {
        format_argument_refuse(&read, names, job->diags);
    } else if (same) {
        format_argument_refuse_twin(word, &read, same->format->name, job->diags);
    } else {
        size_t at = mem_grow(job->ctx, &job->wanted, &job->n_wanted);
        job->wanted[at] = (struct wanted){format, read.file};
    }
    return format && !same;
}

/* One for both sources, or one for each. */
static bool read_engines(char **names, struct job *job)
{
    size_t n = 0;
    while (names && names[n])
        n++;
    for (size_t i = 0; i < n; i++)
        if (i >= 2 || !engine_from_name(names[i], &job->engines[i])) {
            diag_error(job->diags,
                       i >= 2 ? "--engine %s: twice at most, for the first source and the second"
                              : "--engine %s: neither postgres nor sqlite",
                       names[i]);
            return false;
        }
    if (n == 1)
        job->engines[1] = job->engines[0];
    if (n)
        job->request.engines = job->engines;
    return true;
}

/* What somebody named must be there; the usual one need not. */
static bool read_known(const struct arguments *a, struct job *job)
{
    if (a->known)
        return parity_known_read_file(job->ctx, a->known, &job->known, job->diags);
    const struct root *root = root_open(job->ctx, a->schema ? a->schema : "", job->diags);
    return root && parity_known_read(job->ctx, root, &job->known, job->diags);
}

static bool read_arguments(const struct arguments *a, struct job *job)
{
    job->source = (struct source_options){.version = VERSION_HIGHEST};
    job->request.databases = (const char *const *)a->databases;
    job->request.column_order = a->column_order != 0;
    job->request.known = &job->known;
    bool ok = true;
    for (char **word = a->formats; word && *word; word++)
        ok &= read_format(job, *word);
    if (!a->formats)
        ok &= read_format(job, "text");
    ok &= option_number("--schema-version", a->version, &job->source.version, job->diags) &&
          database_arguments_read(&a->database, &job->source.limits, job->diags) &&
          bookkeeping_read(a->schema, a->layout_in, &job->source.bookkeeping, job->diags) &&
          read_engines(a->engines, job);
    return ok && read_known(a, job);
}

/* Those that are no directories of migrations. */
static void read_sides(struct job *job)
{
    struct source_side read[2];
    size_t of[2], n = 0;
    for (size_t i = 0; i < job->n_sides; i++)
        if (!job->builds[i]) {
            read[n] = job->sides[i];
            of[n++] = i;
        }
    source_read_sides(job->ctx, read, n, job->diags);
    for (size_t i = 0; i < n; i++)
        job->sides[of[i]] = read[i];
}

/* One after the other, when all live databases have been read. */
static bool build_sides(struct job *job)
{
    bool ok = true;
    if (job->builds[0] || job->builds[1])
        engine_ignore_environment();
    for (size_t i = 0; i < job->n_sides; i++) {
        struct source_side *side = &job->sides[i];
        if (!job->builds[i])
            continue;
        mem_free(side->ctx); /* as when it had been read */
        side->ctx = NULL;
        diags_init(&side->diags, job->ctx);
        side->ok = ok && parity_build_run(job->builds[i], job->stop, job->ctx, &side->source, job->diags);
        ok = side->ok;
    }
    return ok;
}

/* What of a source could not be read is an error, and nothing is compared: a finding might come of it. */
static void compare(void *arg)
{
    struct job *job = arg;
    read_sides(job);
    job->ok = build_sides(job);
    for (size_t i = 0; i < job->n_sides; i++)
        job->ok &= job->sides[i].ok && job->sides[i].diags.n_errors == 0;
    const struct source *sources[2] = {&job->sides[0].source, &job->sides[job->n_sides - 1].source};
    job->ok = job->ok && parity_compare(job->ctx, sources, &job->request, &job->result, job->diags);
}

/* The file may speak of databases that were not compared. */
static bool looks_at_everything(const struct arguments *a, const struct job *job)
{
    bool single = job->sides[0].source.single || job->sides[job->n_sides - 1].source.single;
    return !a->databases && !a->engines && (a->known || !single);
}

static bool print(struct job *job)
{
    struct output *files = NULL;
    size_t n = 0;
    for (size_t i = 0; i < job->n_wanted; i++) {
        const struct wanted *wanted = &job->wanted[i];
        struct text t;
        text_open(&t);
        wanted->format->print(t.out, &job->result);
        char *text = text_close(&t, job->ctx);
        if (wanted->file) {
            size_t at = mem_grow(job->ctx, &files, &n);
            files[at] = (struct output){.path = wanted->file, .text = text};
        } else if (wanted->format->for_people) {
            console_text(stdout, text);
        } else {
            console_bytes(text, strlen(text));
        }
    }
    return publish_outputs(files, n, job->diags);
}

static void name_sides(const struct invocation *invocation, struct job *job)
{
    for (size_t i = 0; i < job->n_sides; i++) {
        job->sides[i] = source_side_new(invocation->operands[i], &job->source);
        job->sides[i].options.engine_given = job->request.engines && job->n_sides == 2;
        job->sides[i].options.engine = job->engines[i];
    }
}

/* The options that `generate` has, too. */
static struct generate_arguments building(const struct arguments *a)
{
    struct generate_arguments g = a->generate;
    g.version = a->version;
    g.layout_in = a->layout_in;
    g.databases = a->databases;
    g.server.pg_bindir = a->pg_bindir;
    g.server.timeout = a->database.timeout;
    g.server.cache = a->cache;
    return g;
}

static bool open_builds(const struct arguments *a, const struct invocation *invocation, struct job *job)
{
    const struct generate_arguments arguments = building(a);
    for (size_t i = 0; a->build && i < job->n_sides; i++) {
        const enum engine *engine = job->request.engines ? &job->engines[i] : NULL;
        if (!is_directory(invocation->operands[i]))
            continue;
        job->builds[i] =
            parity_build_new(job->ctx, invocation->operands[i], engine, job->n_sides == 1, &arguments, job->diags);
        if (!job->builds[i])
            return false;
    }
    return true;
}

static bool check_operands(const struct job *job)
{
    if (job->n_sides == 1 && job->request.engines)
        diag_error(job->diags, "--engine is for two sources: of one its engines are compared with each other");
    return job->n_sides == 2 || !job->request.engines;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .n_sides = invocation->n_operands, .diags = &invocation->diags};
    if (!read_arguments(a, &job) || !check_operands(&job) || !open_builds(a, invocation, &job))
        return EXIT_STATUS_TROUBLE;
    struct cancellation *stop = cancellation_new(job.ctx);
    job.source.stop = job.stop = stop;
    name_sides(invocation, &job);
    if (!stop || !run_cancellable(stop, compare, &job, no_tick, NULL))
        diag_error(job.diags, "cannot start working: %s", strerror(errno));
    if (job.ok && looks_at_everything(a, &job))
        parity_warn_stale(&job.known, job.diags);
    invocation_report(invocation);
    if (!job.ok || job.diags->n_errors || (stop && cancellation_requested(stop)) || !print(&job))
        return EXIT_STATUS_TROUBLE;
    return job.result.n_found ? EXIT_STATUS_DIFFERENT : EXIT_STATUS_DONE;
}

static const struct option_need needs[] = {
    DIFF_BUILD_NEEDS,
    {"project", {"build"}, NULL, NULL},
    {"layout-in", {"schema", "build"}, NULL, NULL},
    {"pg-bindir", {"build"}, NULL, NULL},
    {"cache", {"build"}, NULL, NULL},
    {"cache-limit", {"build"}, NULL, NULL},
    {"no-cache", {"build"}, NULL, NULL},
    {"cache", {NULL}, NULL, "no-cache"},
    {"cache-limit", {NULL}, NULL, "no-cache"},
    {"placeholder", {NULL}, NULL, "keep-placeholders"},
    NEEDS_END,
};

const struct command parity_command = {
    .name = "parity",
    .summary = "compare two databases as an application sees them: of the two engines, or of one",
    .about =
        "Tells where two sources disagree as an application sees them, whatever engine each is of: tables, columns, "
        "types, NULL, defaults, keys, indexes, seed rows, what views and triggers read and write; and which columns "
        "the application has to convert. A source is a snapshot, a directory of them, a dump, REV or REV:PATH in a git "
        "repository, a live Postgres database (postgres://... or key=value) or a SQLite file. Of one source that holds "
        "both engines these are compared with each other. With --build a directory is one of migrations, or a schema "
        "directory, and what it makes is compared. Exit status: 0 they agree, 1 they do not, 2 trouble.",
    .operands = "A [B]",
    .min_operands = 1,
    .max_operands = 2,
    .options = option_table,
    .needs = needs,
    .run = run,
};
