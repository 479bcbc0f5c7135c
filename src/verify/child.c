#include "verify/child.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/sandbox_layers.h"
#include "base/write.h"
#include "verify/child_tree.h"

struct words {
    void *ctx;
    char **items;
    size_t n;
};

static void add(struct words *w, const char *word)
{
    size_t at = mem_grow(w->ctx, &w->items, &w->n);
    w->items[at] = mem_strdup(w->ctx, word);
}

/* NULL: left out. */
static void add_option(struct words *w, const char *option, const char *value)
{
    if (value)
        add(w, mem_printf(w->ctx, "%s=%s", option, value));
}

static void add_options(struct words *w, const char *option, const char *const *values)
{
    for (; values && *values; values++)
        add_option(w, option, *values);
}

static void add_roots(struct words *w, const char *option, const struct root *const *roots)
{
    for (; roots && *roots; roots++)
        add_option(w, option, (*roots)->path);
}

static void add_number(struct words *w, const char *option, int number)
{
    add_option(w, option, mem_printf(w->ctx, "%d", number));
}

/* What this run was allowed. */
static void add_extensions(struct words *w, const struct project *project)
{
    for (size_t i = 0; project && i < project->n_prepares; i++)
        for (size_t k = 0; k < project->prepares[i].n_extensions; k++)
            add_option(w, "--allow-extension", project->prepares[i].extensions[k].name);
}

/* Everything is said on the command line: a copy has no settings beside it, and no package around it. */
static char **command_line(void *ctx, const struct verify_context *g, const char *program, const char *schema,
                           const struct child_tree *copy, const char *output)
{
    const struct verify_options *o = g->options;
    struct words w = {ctx, NULL, 0};
    add(&w, program);
    add(&w, "generate");
    add(&w, "--quiet");
    add(&w, "--color=never");
    add_option(&w, "--schema", o->layout == &tree_layout_project ? NULL : schema);
    add_option(&w, "--project", copy->project);
    add_extensions(&w, o->migrations.project);
    add_option(&w, "--output", output);
    add(&w, "--layout=flat");
    add_option(&w, "--layout-in", o->layout->name);
    if (o->layout->has_migrations) {
        add_option(&w, "--migration-tool", o->migrations.tool->name);
        add_options(&w, "--placeholder", o->migrations.placeholders);
        if (o->migrations.keep_placeholders)
            add(&w, "--keep-placeholders");
        if (o->with_history)
            add(&w, "--with-history");
    }
    if (o->comments)
        add(&w, "--comments");
    add_number(&w, "--schema-version", g->target);
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (o->engines[e])
            add_option(&w, "--engine", engine_name((enum engine)e));
    for (size_t i = 0; i < o->n_databases; i++)
        add_option(&w, "--database", o->databases[i]);
    add_option(&w, "--pg-user", o->server.pg_user);
    if (o->server.trust_deltas)
        add(&w, "--trust-deltas");
    add_option(&w, "--pg-bindir", o->server.pg_bindir);
    add_options(&w, "--sqlite-function", o->server.functions);
    /* It has to make everything itself, in its own surroundings. */
    add(&w, "--no-cache");
    add_number(&w, "--statement-timeout", o->server.statement_timeout_ms / 1000);
    add_number(&w, "--program-timeout", o->server.program_timeout_ms / 1000);
    add_number(&w, "--row-limit", o->server.row_limit);
    add_number(&w, "--disk-limit", o->server.disk_limit_mib);
    add_number(&w, "--source-timeout", o->updates.source_timeout_ms / 1000);
    add_roots(&w, "--background-source", updates_directories(g->updates));
    add_roots(&w, "--background-updates", o->updates.directories);
    add_options(&w, "--assume-data-only", o->updates.data_only);
    add_options(&w, "--accept-clock", o->accepted);
    if (sandbox_is_required())
        add(&w, "--require-sandbox");
    add(&w, NULL);
    return w.items;
}

static bool is_replaced(const char *variable)
{
    static const char *const names[] = {"LC_", "LANG=", "LANGUAGE=", "TZ=", "FULLSCHEMA_", (LATER_CLOCK_VARIABLE "=")};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strncmp(variable, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* Ours, for the ways to the servers are in it, with another locale and time zone. */
static char **environment(void *ctx, const struct surroundings *s)
{
    struct words w = {ctx, NULL, 0};
    for (char **variable = environ; *variable; variable++)
        if (!is_replaced(*variable))
            add(&w, *variable);
    add_option(&w, "LC_ALL", s->locale);
    add_option(&w, "TZ", s->zone);
    add_option(&w, LATER_CLOCK_VARIABLE, s->later_clock);
    add(&w, NULL);
    return w.items;
}

static bool run(const struct verify_context *g, char *const *argv, const struct surroundings *s, const char *log,
                int *status, struct diags *diags)
{
    void *ctx = mem_root("child");
    struct account ourselves = {false, 0, 0, NULL};
    struct process_plan plan = {.argv = (const char *const *)argv,
                                .directory = ".",
                                .log = log,
                                .account = &ourselves,
                                .death_signal = SIGTERM,
                                .what = "fullschema generate",
                                .environment = environment(ctx, s),
                                .mask = s->mask};
    struct process process;
    long any_time = -1;
    bool started = process_start(&process, &plan, diags);
    bool ok = started && process_wait(&process, -1, g->options->server.stop, &any_time, status) == PROCESS_ENDED;
    if (started && !ok)
        process_end(&process, SIGTERM, false);
    mem_free(ctx);
    return ok;
}

/* The log with the paths of the copy as those of the schema directory. */
static const char *read_log(void *ctx, const char *path, const struct child_tree *copy)
{
    size_t size;
    const char *text = file_read(ctx, &root_own, path, &size);
    return child_tree_unnamed(ctx, copy, text ? text : "");
}

bool child_generate(const struct verify_context *g, const char *directory, const struct surroundings *surroundings,
                    void *ctx, struct child_result *result, struct diags *diags)
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    const char *schema = path_join(ctx, directory, "schema"), *log = path_join(ctx, directory, "log");
    result->output = path_join(ctx, directory, "out");
    if (n <= 0 || !make_own_directory(directory)) {
        diag_error(diags, "cannot run fullschema once more: %s", strerror(errno));
        return false;
    }
    program[n] = '\0';
    struct child_tree copy;
    if (!child_tree_copy(ctx, g->tree, g->options->migrations.project, schema, surroundings->backwards, &copy, diags) ||
        !run(g, command_line(ctx, g, program, schema, &copy, result->output), surroundings, log, &result->status,
             diags))
        return false;
    result->log = read_log(ctx, log, &copy);
    return true;
}
