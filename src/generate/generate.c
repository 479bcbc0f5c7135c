#include "generate/generate.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "generate/publish.h"
#include "generate/target.h"

struct job {
    void *ctx;
    const struct generate_options *options;
    const struct generate_watch *watch;
    const struct schema_tree *tree;
    struct updates *updates;
    struct target *targets; /* by engine, version, database: common first of its group */
    size_t n;
};

/* The targets of one engine, worked on by one thread and its helpers. */
struct lane {
    struct job *job;
    enum engine engine;
    struct server *server;
    struct target *targets;
    size_t n;
    struct diags diags;
};

static bool wanted(const struct generate_options *o, const char *database)
{
    for (size_t i = 0; i < o->n_databases; i++)
        if (strcmp(o->databases[i], database) == 0)
            return true;
    return o->n_databases == 0;
}

static char *output_path(void *ctx, const struct job *job, int version, const char *database, enum engine engine)
{
    const char *out = job->options->output, *name = engine_name(engine);
    bool nested =
        job->options->layout == LAYOUT_NESTED || (job->options->layout == LAYOUT_AUTO && job->tree->holds_full_schemas);
    return nested ? mem_printf(ctx, "%s/%s/full_schemas/%d/full.sql.%s", out, database, version, name)
                  : mem_printf(ctx, "%s/%d/%s/full.sql.%s", out, version, database, name);
}

static bool check_names(const struct job *job, struct diags *diags)
{
    for (size_t i = 0; i < job->options->n_databases; i++) {
        const char *name = job->options->databases[i];
        if (schema_tree_has(job->tree, name))
            continue;
        struct diag *e = diag_error(diags, "no logical database %s", name);
        e->file = mem_strdup(diags->ctx, job->tree->path);
        struct text t;
        text_open(&t);
        fputs("there are " COMMON_DATABASE, t.out);
        for (size_t d = 0; d < job->tree->n_databases; d++)
            fprintf(t.out, ", %s", job->tree->databases[d]);
        diag_hint(diags, e, "%s", text_close(&t, diags->ctx));
        return false;
    }
    return true;
}

/* A version is known when it lies between the first delta and the directory's own version. */
static bool check_version(const struct job *job, int version, struct diags *diags)
{
    const struct schema_tree *tree = job->tree;
    if (version >= tree->versions[0] && version <= tree->version)
        return true;
    struct diag *e = diag_error(diags, "no schema version %d", version);
    e->file = mem_strdup(diags->ctx, tree->path);
    diag_hint(diags, e, "its deltas go from version %d to %d", tree->versions[0], tree->version);
    return false;
}

static size_t n_accepted(const struct generate_options *o)
{
    size_t n = 0;
    while (o->accepted && o->accepted[n])
        n++;
    return n;
}

static bool add_target(struct job *job, enum engine engine, const char *database, int base, int version,
                       const struct target *common, struct diags *diags)
{
    size_t at = mem_grow(job->ctx, &job->targets, &job->n);
    struct target *t = &job->targets[at];
    t->ctx = mem_root("target");
    diags_init(&t->diags, t->ctx);
    t->task = at;
    t->wanted = wanted(job->options, database);
    t->path = output_path(t->ctx, job, version, database, engine);
    t->plan = plan_make(t->ctx, job->tree, database, engine, base, version, diags);
    t->common = common;
    t->accepted = (struct accepted){job->options->accepted, mem_array(t->ctx, bool, n_accepted(job->options))};
    return t->plan != NULL;
}

/* Common first, then the databases that leave it out. */
static bool add_version(struct job *job, enum engine engine, int version, struct diags *diags)
{
    int base;
    if (!plan_base(job->ctx, job->tree, version, job->options->base, &base, diags))
        return false;
    bool ok = add_target(job, engine, COMMON_DATABASE, base, version, NULL, diags);
    for (size_t i = 0; i < job->tree->n_databases; i++)
        if (wanted(job->options, job->tree->databases[i]))
            ok &= add_target(job, engine, job->tree->databases[i], base, version, NULL, diags);
    return ok;
}

static bool add_engine(struct job *job, enum engine engine, int target, struct diags *diags)
{
    bool ok = true;
    if (!job->options->all_versions)
        return add_version(job, engine, target, diags);
    for (size_t i = 0; i < job->tree->n_versions; i++)
        if (job->tree->versions[i] <= target)
            ok &= add_version(job, engine, job->tree->versions[i], diags);
    return ok;
}

/* Once the array no longer moves: who is whose common. */
static void link_commons(struct job *job)
{
    const struct target *common = NULL;
    for (size_t i = 0; i < job->n; i++) {
        struct target *t = &job->targets[i];
        if (strcmp(t->plan->database, COMMON_DATABASE) == 0)
            common = t;
        else
            t->common = common;
    }
}

static bool prepare(struct job *job, struct diags *diags)
{
    const struct generate_options *o = job->options;
    job->tree = schema_tree_open(job->ctx, o->schema, TREE_DATABASES, diags);
    if (!job->tree || !check_names(job, diags))
        return false;
    job->updates = updates_new(job->ctx, job->tree, &o->updates);
    int target = o->version == VERSION_OWN ? job->tree->version : o->version;
    int base;
    if (!check_version(job, target, diags) || !plan_base(job->ctx, job->tree, target, o->base, &base, diags) ||
        !plan_check_tree(job->ctx, job->tree, o->all_versions ? NO_BASE : base, target, diags))
        return false;
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (o->engines[e])
            ok &= add_engine(job, (enum engine)e, target, diags);
    if (ok)
        link_commons(job);
    return ok;
}

static void build_one(void *ctx, size_t i)
{
    struct lane *lane = ctx;
    if (!stop_requested(lane->job->options->server.stop))
        target_build(&lane->targets[i], lane->server, lane->job->tree, lane->job->updates, &lane->job->watch->progress);
}

static void prove_one(void *ctx, size_t i)
{
    struct lane *lane = ctx;
    if (!stop_requested(lane->job->options->server.stop))
        target_prove(&lane->targets[i], lane->server, &lane->job->watch->progress);
}

static void run_lane(void *ctx, size_t i)
{
    struct lane *lane = &((struct lane *)ctx)[i];
    if (lane->n == 0)
        return;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t width = cores > 2 ? (size_t)cores : 2;
    lane->server = server_start(lane->engine, &lane->job->options->server, &lane->diags);
    if (!lane->server)
        return;
    parallel_for(lane->n, width, build_one, lane);
    for (size_t t = 0; t < lane->n; t++)
        target_print(&lane->targets[t]);
    parallel_for(lane->n, width, prove_one, lane);
    server_stop(lane->server, &lane->diags);
}

static void run_lanes(struct job *job, struct diags *diags)
{
    struct lane lanes[ENGINE_COUNT];
    for (int e = 0; e < ENGINE_COUNT; e++) {
        lanes[e] = (struct lane){.job = job, .engine = (enum engine)e};
        diags_init(&lanes[e].diags, mem_root("lane"));
        for (size_t i = 0; i < job->n; i++)
            if (job->targets[i].plan->engine == lanes[e].engine) {
                lanes[e].targets = lanes[e].targets ? lanes[e].targets : &job->targets[i];
                lanes[e].n++;
            }
    }
    parallel_for(ENGINE_COUNT, ENGINE_COUNT, run_lane, lanes);
    for (int e = 0; e < ENGINE_COUNT; e++) {
        diags_append(diags, &lanes[e].diags);
        mem_free(lanes[e].diags.ctx);
    }
}

static bool collect_diags(struct job *job, struct diags *diags)
{
    bool ok = diags->n_errors == 0;
    for (size_t i = 0; i < job->n; i++) {
        const struct target *t = &job->targets[i];
        ok &= t->ok;
        diags_merge(diags, &t->diags);
    }
    return ok;
}

/* What was accepted and does not occur is a name misspelt, or a delta that has changed. */
static void warn_of_unneeded(const struct job *job, struct diags *diags)
{
    for (size_t i = 0; i < n_accepted(job->options); i++) {
        bool needed = false;
        for (size_t t = 0; t < job->n; t++)
            needed = needed || job->targets[t].accepted.needed[i];
        if (!needed)
            diag_warning(diags, "--accept-clock %s was not needed: nothing there depends on the clock",
                         job->options->accepted[i]);
    }
}

static bool publish_all(struct job *job, void *ctx, struct generate_result *result, struct diags *diags)
{
    struct output *outputs = NULL;
    size_t n = 0;
    for (size_t i = 0; i < job->n; i++)
        if (job->targets[i].wanted) {
            size_t at = mem_grow(job->ctx, &outputs, &n);
            outputs[at] = (struct output){.path = job->targets[i].path, .text = job->targets[i].snapshot.text};
        }
    if (!publish(outputs, n, diags))
        return false;
    *result = (struct generate_result){0};
    for (size_t i = 0; i < job->n; i++) {
        const struct target *t = &job->targets[i];
        if (!t->wanted)
            continue;
        size_t at = mem_grow(ctx, &result->snapshots, &result->n);
        result->snapshots[at] = (struct generated){t->plan->target,
                                                   mem_strdup(ctx, t->plan->database),
                                                   t->plan->engine,
                                                   mem_strdup(ctx, t->path),
                                                   t->snapshot.catalog->n_objects,
                                                   outputs[at].changed,
                                                   outputs[at].created,
                                                   t->needs_common};
    }
    return true;
}

static void announce(const struct job *job)
{
    char **names = mem_array(job->ctx, char *, job->n);
    for (size_t i = 0; i < job->n; i++)
        names[i] = mem_printf(job->ctx, "%s %d %s", job->targets[i].plan->database, job->targets[i].plan->target,
                              engine_name(job->targets[i].plan->engine));
    if (job->watch->started)
        job->watch->started(job->watch->shower, job->n, names);
}

bool generate(const struct generate_options *options, const struct generate_watch *watch, void *ctx,
              struct generate_result *result, struct diags *diags)
{
    struct job job = {.ctx = mem_root("generate"), .options = options, .watch = watch};
    bool ok = prepare(&job, diags);
    if (ok) {
        announce(&job);
        run_lanes(&job, diags);
        ok = collect_diags(&job, diags) && !stop_requested(options->server.stop) &&
             publish_all(&job, ctx, result, diags);
        if (ok)
            warn_of_unneeded(&job, diags);
    }
    for (size_t i = 0; i < job.n; i++)
        mem_free(job.targets[i].ctx);
    mem_free(job.ctx);
    return ok;
}
