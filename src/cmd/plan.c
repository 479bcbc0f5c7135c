/* fullschema plan: what generate would run, and how background updates are done. Asks no server. */
#include <popt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/files.h"
#include "base/mem.h"
#include "cli/cancellable.h"
#include "cli/generate_arguments.h"
#include "cli/options.h"
#include "cli/update_arguments.h"
#include "cmd/commands.h"
#include "cmd/console_json.h"
#include "cmd/plan_json.h"
#include "report/json_text.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/unrun_find.h"
#include "schema/updates.h"

struct arguments {
    char *schema, *version, *base, *since, *layout_in;
    int json;
    char **databases, **engines, **accepted_unrun;
    struct migration_arguments migrations;
    struct update_arguments updates;
};

/* One run: options checked, then the plans. */
struct job {
    void *ctx;
    struct diags *diags;
    const char *path;
    const struct tree_layout *layout;
    struct migration_request request;
    int version, base;
    int since;    /* only deltas of versions above it; -1: all that runs */
    json_t *json; /* of what is printed for programs; NULL: people read it */
    char **databases;
    const char *const *accepted_unrun;
    bool engines[ENGINE_COUNT];
    struct update_options options;
    const struct schema_tree *tree;
    struct updates *updates;
    const struct plan **plans;
    size_t n_plans;
    struct unrun_list unrun;
    bool ok;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS, "the schema directory (default: schema)", "DIR"},
        {"schema-version", 'n', POPT_ARG_STRING, &a->version, SETTING_FREE,
         "the version to make (default: the directory's own)", "N"},
        {"database", '\0', POPT_ARG_ARGV, &a->databases, SETTING_FREE, "only this logical database; may be repeated",
         "NAME"},
        {"engine", '\0', POPT_ARG_ARGV, &a->engines, SETTING_FREE, "only postgres or sqlite; may be repeated",
         "ENGINE"},
        {"base", '\0', POPT_ARG_STRING, &a->base, SETTING_FREE,
         "start from the snapshot of version N that the schema directory holds, or from none (default: the highest "
         "below)",
         "N|none"},
        {"since", '\0', POPT_ARG_STRING, &a->since, SETTING_FREE,
         "only the deltas of versions above N, and the updates that they name (default: all that runs)", "N"},
        {"json", '\0', POPT_ARG_NONE, &a->json, SETTING_RUN, "print it for programs", NULL},
        LAYOUT_IN_OPTION(&a->layout_in),
        MIGRATION_OPTIONS(&a->migrations),
        ACCEPT_UNRUN_OPTION(&a->accepted_unrun),
        UPDATE_OPTIONS(&a->updates),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* A date, as of other tools' --since, is none. */
static bool read_since(const char *value, int *since, struct diags *diags)
{
    size_t before = diags->n;
    bool ok = option_number("--since", value, since, diags);
    if (!ok && diags->n > before)
        diag_hint(
            diags, &diags->items[before],
            "it takes a version: the number of a directory of deltas, or the place of a migration in their order");
    return ok;
}

static bool read_arguments(const struct arguments *a, struct job *job)
{
    struct tree_choice tree;
    job->version = -1;
    job->base = BASE_HIGHEST;
    job->since = -1;
    job->json = a->json ? json_object() : NULL;
    job->databases = a->databases;
    job->accepted_unrun = (const char *const *)a->accepted_unrun;
    bool ok = option_number("--schema-version", a->version, &job->version, job->diags);
    ok &= read_since(a->since, &job->since, job->diags);
    ok &= option_base(a->base, &job->base, job->diags);
    ok = ok && option_engines(a->engines, job->engines, job->diags) &&
         tree_arguments_read(a->schema, a->layout_in, &a->migrations, job->engines, &tree, job->diags);
    if (ok) {
        job->path = tree.schema;
        job->layout = tree.layout;
        job->request = tree.request;
    }
    return update_arguments_read(&a->updates, &job->options, job->diags) && ok;
}

static bool wanted(const struct job *job, const char *database)
{
    for (char **name = job->databases; name && *name; name++)
        if (strcmp(*name, database) == 0)
            return true;
    return job->databases == NULL;
}

/* Leaves in what is asked for. */
static void leave_since(struct plan *plan, int since)
{
    size_t n = 0;
    for (size_t i = 0; since >= 0 && i < plan->n_steps; i++)
        if (plan->steps[i].kind == STEP_DELTA && plan->steps[i].version > since)
            plan->steps[n++] = plan->steps[i];
    plan->n_steps = since >= 0 ? n : plan->n_steps;
}

static bool add_plan(struct job *job, const char *database, enum engine engine, int base, int target)
{
    if (!wanted(job, database) || !schema_tree_is_on(job->tree, database, engine))
        return true;
    size_t at = mem_grow(job->ctx, &job->plans, &job->n_plans);
    struct plan *plan = plan_make(job->ctx, job->tree, database, engine, base, target, job->diags);
    job->plans[at] = plan;
    if (plan)
        leave_since(plan, job->since);
    return plan != NULL;
}

static bool check_names(struct job *job)
{
    for (char **name = job->databases; name && *name; name++)
        if (!schema_tree_has(job->tree, *name)) {
            struct diag *e = diag_error(job->diags, "no logical database %s", *name);
            e->file = job->tree->name;
            return false;
        }
    return true;
}

static bool find_unrun(struct job *job, int base, int target)
{
    const struct unrun_scope scope = {base, target, job->version >= 0, (const char *const *)job->databases};
    if (!unrun_find(job->ctx, job->tree, &scope, &job->unrun, job->diags))
        return false;
    unrun_accept(&job->unrun, job->tree->path, job->accepted_unrun, job->diags);
    return true;
}

/* Above the newest there is nothing, which would read as if all had run. */
static bool check_since(const struct job *job, int target)
{
    if (job->since <= target)
        return true;
    struct diag *e = diag_error(job->diags, "--since %d: there are only versions up to %d", job->since, target);
    e->file = job->tree->name;
    return false;
}

static bool make_plans(struct job *job)
{
    int base;
    job->tree = schema_tree_open(job->ctx, job->path, job->layout, &job->request, job->diags);
    if (!job->tree || !check_names(job))
        return false;
    int target = job->version < 0 ? job->tree->version : job->version;
    if (!check_since(job, target) || !schema_tree_check_version(job->tree, target, job->diags) ||
        !plan_base(job->ctx, job->tree, target, job->base, &base, job->diags) || !find_unrun(job, base, target) ||
        !plan_check_tree(job->ctx, job->tree, base, target, job->diags))
        return false;
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!job->engines[e])
            continue;
        if (job->layout->has_common)
            ok &= add_plan(job, COMMON_DATABASE, (enum engine)e, base, target);
        for (size_t i = 0; i < job->tree->n_databases; i++)
            ok &= add_plan(job, job->tree->databases[i], (enum engine)e, base, target);
    }
    return ok;
}

static void print_plan(const struct plan *plan)
{
    console_print(stdout, "%s %d on %s", plan->database, plan->target, engine_name(plan->engine));
    if (plan->base != NO_BASE)
        console_print(stdout, ", from the snapshot of %d", plan->base);
    const struct migrations *migrations = plan->n_steps ? plan->steps[plan->n_steps - 1].migrations : NULL;
    if (migrations && migrations->request.tool != &tool_unknown)
        console_print(stdout, ", as %s runs them", migrations->request.tool->name);
    console_print(stdout, ":\n");
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        if (step->path)
            console_print(stdout, "  %-11s  %s\n", plan_step_kind(step), step->path);
    }
    if (plan->n_steps == 0)
        console_print(stdout, "  nothing\n\n");
    else if (!migrations && plan->steps[0].path)
        console_print(stdout, "  then the queue of background updates\n\n");
}

/* The first delta that names the update, as SQL or Python write it, or NULL. */
static const char *named_in(const struct plan *plan, const char *name, void *ctx)
{
    const char *literals[] = {mem_printf(ctx, "'%s'", name), mem_printf(ctx, "\"%s\"", name)};
    for (size_t i = 0; i < plan->n_steps; i++) {
        size_t size;
        char *text =
            plan->steps[i].kind == STEP_DELTA ? file_read(ctx, plan->steps[i].root, plan->steps[i].path, &size) : NULL;
        bool hit = text && (strstr(text, literals[0]) || strstr(text, literals[1]));
        mem_free(text);
        if (hit)
            return plan->steps[i].path;
    }
    return NULL;
}

static void print_way(const struct update_way *way, enum engine engine)
{
    const struct registration *r = way->seen;
    console_print(stdout, "  %-8s  ", engine_name(engine));
    switch (way->answer) {
    case UPDATE_PERSON:
    case UPDATE_TREE:
    case UPDATE_SHIPPED:
        console_print(stdout, "%s %s", way->answer == UPDATE_SHIPPED ? "shipped SQL" : "SQL", way->files[0]);
        for (size_t i = 1; way->files[i]; i++)
            console_print(stdout, ", %s", way->files[i]);
        break;
    case UPDATE_SOURCE:
        console_print(stdout, "%s, %s:%d", way->sql ? r->form : "nothing", r->file, r->line);
        break;
    case UPDATE_DATA_ONLY:
        console_print(stdout, "data only, %s:%d", r->file, r->line);
        break;
    case UPDATE_ASSUMED:
        console_print(stdout, "assumed to be data only");
        break;
    case UPDATE_UNKNOWN:
        console_print(stdout, "stops the run if queued: it %s", way->why);
        if (r)
            console_print(stdout, ", %s:%d", r->file, r->line);
        break;
    }
    console_print(stdout, "\n");
    for (const char *line = way->sql; line && *line; line += strcspn(line, "\n") + 1)
        console_print(stdout, "            %.*s\n", (int)strcspn(line, "\n"), line);
    for (size_t i = 0; way->answer == UPDATE_UNKNOWN && r && i < r->n_evidence; i++)
        console_print(stdout, "            %s:%d: %s\n", r->evidence[i].file, r->evidence[i].line, r->evidence[i].text);
}

static bool print_update(const struct job *job, const char *name)
{
    void *ctx = mem_context(job->ctx);
    const char *first = NULL;
    for (size_t i = 0; i < job->n_plans && !first; i++)
        first = named_in(job->plans[i], name, ctx);
    if (job->since >= 0 && !first) {
        mem_free(ctx);
        return true;
    }
    json_t *ways = job->json ? json_array() : NULL;
    if (!job->json)
        console_print(stdout, "%s%s%s\n", name, first ? ", named in " : "", first ? first : "");
    bool ok = true;
    for (int e = 0; ok && e < ENGINE_COUNT; e++)
        if (job->engines[e]) {
            struct update_way way;
            ok = updates_resolve(job->updates, name, (enum engine)e, ctx, &way, job->diags);
            if (ok && ways)
                json_add(ways, plan_json_way(&way, (enum engine)e));
            else if (ok)
                print_way(&way, (enum engine)e);
        }
    if (ways) {
        json_t *update = json_object();
        json_put(update, "name", json_text(name));
        json_put(update, "named_in", json_text(first));
        json_put(update, "engines", ways);
        json_add(json_object_get(job->json, "background_updates"), update);
    }
    mem_free(ctx);
    return ok;
}

static bool print_updates(struct job *job)
{
    const char *const *names = updates_names(job->updates, job->ctx, job->diags);
    bool ok = names != NULL;
    if (!ok)
        return false;
    const struct sources *s = updates_sources(job->updates);
    if (!job->json)
        console_print(stdout, "background updates:%s\n", names[0] ? "" : " none are known");
    for (; ok && *names; names++)
        ok = print_update(job, *names);
    for (size_t i = 0; !job->json && i < s->n && !s->items[i].name; i++)
        console_print(stdout, "(a name that cannot be read), %s:%d: %s\n", s->items[i].file, s->items[i].line,
                      s->items[i].message);
    return ok;
}

static void print_unrun(const struct job *job)
{
    if (job->unrun.n > 0)
        console_print(stdout, "does not run:\n");
    for (size_t i = 0; i < job->unrun.n; i++)
        console_print(stdout, "  %s: %s\n", job->unrun.items[i].path, job->unrun.items[i].reason);
    if (job->unrun.n > 0)
        console_print(stdout, "\n");
}

static void print_plans(const struct job *job)
{
    json_t *plans = job->json ? json_array() : NULL;
    for (size_t i = 0; i < job->n_plans; i++)
        if (plans)
            json_add(plans, plan_json(job->plans[i]));
        else
            print_plan(job->plans[i]);
    if (!plans) {
        print_unrun(job);
        return;
    }
    json_put(job->json, "version", json_integer(1));
    json_put(job->json, "plans", plans);
    json_put(job->json, "not_run", plan_json_unrun(&job->unrun));
    json_put(job->json, "background_updates", json_array());
}

static void run_plan(void *arg)
{
    struct job *job = arg;
    if (!make_plans(job))
        return;
    if (!job->layout->has_updates) {
        print_plans(job);
        job->ok = true;
        return;
    }
    job->updates = updates_new(job->ctx, job->tree, &job->options);
    if (!updates_report_sources(job->updates, job->diags) || cancellation_requested(job->options.stop))
        return;
    print_plans(job);
    job->ok = print_updates(job);
}

static enum exit_status run(struct invocation *invocation)
{
    struct job job = {.ctx = invocation->ctx, .diags = &invocation->diags};
    struct cancellation *stop = cancellation_new(job.ctx);
    job.options.stop = stop;
    if (!read_arguments(invocation->arguments, &job) || job.diags->n_errors > 0) {
        json_decref(job.json);
        return EXIT_STATUS_TROUBLE;
    }
    if (!stop || !run_cancellable(stop, run_plan, &job, no_tick, NULL))
        diag_error(job.diags, "cannot start working");
    if (job.json && job.ok)
        console_json(job.json);
    else
        json_decref(job.json);
    return job.ok ? EXIT_STATUS_DONE : EXIT_STATUS_TROUBLE;
}

const struct command plan_command = {
    .name = "plan",
    .summary = "show what generate would run, and how background updates are done",
    .about = "Shows which files generate would run, in order, and how each background update is done. Needs no server.",
    .options = option_table,
    .run = run,
};
