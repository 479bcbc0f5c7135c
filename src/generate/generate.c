#include "generate/generate.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/publish.h"
#include "generate/culprit.h"
#include "generate/job.h"
#include "generate/proven.h"
#include "generate/states.h"
#include "generate/unused_values.h"
#include "trace/trace.h"

/* The targets of one engine, worked on by one thread and its helpers. */
struct lane {
    struct job *job;
    enum engine engine;
    struct server *server;
    struct target *targets;
    size_t n;
    const struct keys *keys; /* NULL: there is no cache */
    struct states *states;   /* or NULL */
    struct spare spare;      /* for the first proof */
    struct diags diags;
};

static void open_spare(struct lane *lane)
{
    bool needed = false;
    for (size_t i = 0; i < lane->n; i++)
        needed = needed || target_needs_proof(&lane->targets[i]);
    if (needed)
        spare_open(&lane->spare, lane->server);
}

/* The last task makes the database of the first proof, while those before it are still at work. */
static void build_one(void *ctx, size_t i)
{
    struct lane *lane = ctx;
    if (cancellation_requested(lane->job->options->server.stop))
        return;
    if (i == lane->n)
        open_spare(lane);
    else
        target_build(&lane->targets[i], lane->server, lane->job->tree, lane->job->updates,
                     &lane->job->observer->progress);
}

static void prove_one(void *ctx, size_t i)
{
    struct lane *lane = ctx;
    if (!cancellation_requested(lane->job->options->server.stop))
        target_prove(&lane->targets[i], lane->server, &lane->spare, &lane->job->observer->progress);
}

/* What is idle is reported as done. */
static bool has_work(struct lane *lane)
{
    size_t n = 0;
    for (size_t i = 0; i < lane->n; i++)
        if (lane->targets[i].idle)
            target_build(&lane->targets[i], NULL, NULL, NULL, &lane->job->observer->progress);
        else
            n++;
    return n > 0;
}

/* A server of the caller's, of which nothing is kept: others use it, too. */
static bool is_lent(const struct lane *lane)
{
    return lane->job->options->running != NULL;
}

/* With the databases that an earlier run has kept, where there are any. */
static bool start_server(struct lane *lane)
{
    struct server_options options = lane->job->options->server;
    if (is_lent(lane)) {
        lane->server = lane->job->options->running[lane->engine];
        return lane->server != NULL;
    }
    options.resume = lane->states ? states_server(lane->states) : NULL;
    lane->server = server_start(lane->engine, &options, &lane->diags);
    if (lane->states && options.resume && lane->server && !server_has_cached(lane->server))
        states_forget(lane->states);
    return lane->server != NULL;
}

static void stop_server(struct lane *lane)
{
    if (!is_lent(lane))
        server_stop(lane->server, &lane->diags);
    lane->server = NULL;
}

/* False where something failed, or a cancellation ended it. The server may still run. */
static bool make_targets(struct lane *lane)
{
    size_t width = parallel_width();
    bool ok = start_server(lane);
    if (!ok)
        return false;
    parallel_for(lane->n + 1, width, build_one, lane);
    for (size_t t = 0; t < lane->n; t++)
        target_print(&lane->targets[t]);
    parallel_for(lane->n, width, prove_one, lane);
    spare_close(&lane->spare);
    for (size_t t = 0; t < lane->n; t++)
        ok = ok && lane->targets[t].ok;
    if (ok && lane->states)
        states_keep(lane->states, lane->server, &lane->diags);
    return ok;
}

/* What failed behind the deltas is said of the delta that made it fail. */
static void name_culprits(struct lane *lane, void *ctx)
{
    struct job *job = lane->job;
    const struct cancellation *stop = job->options->server.stop;
    struct suspect *suspects = mem_array(ctx, struct suspect, lane->n + 1);
    bool failed = false;
    for (size_t i = 0; i < lane->n; i++) {
        struct target *t = &lane->targets[i];
        suspects[i] = (struct suspect){.plan = t->plan,
                                       .common = t->common ? t->common->plan : NULL,
                                       .tree = job->tree,
                                       .updates = job->updates,
                                       .path = t->path,
                                       .accepted = t->accepted,
                                       .diags = t->ok ? NULL : &t->diags};
        failed = failed || !t->ok;
    }
    if (failed && lane->server && !cancellation_requested(stop))
        culprits_name(lane->server, suspects, lane->n, stop);
}

static void run_lane(void *ctx, size_t i)
{
    struct lane *lane = &((struct lane *)ctx)[i];
    if (!has_work(lane))
        return;
    void *states_ctx = mem_root("states");
    /* A database of SQLite costs less to make than to keep. */
    if (lane->keys && lane->engine == ENGINE_POSTGRES && !is_lent(lane))
        lane->states = states_find(lane->job, lane->keys, lane->engine, states_ctx);
    bool from_cached = lane->states && states_server(lane->states);
    /* What fails fails in the words of a run from nothing. */
    if (!make_targets(lane) && from_cached && !cancellation_requested(lane->job->options->server.stop)) {
        stop_server(lane);
        states_forget(lane->states);
        for (size_t t = 0; t < lane->n; t++)
            target_forget(&lane->targets[t]);
        diags_init(&lane->diags, lane->diags.ctx);
        make_targets(lane);
    }
    name_culprits(lane, states_ctx);
    mem_free(states_ctx);
}

static void begin_lanes(struct job *job, const struct keys *keys, struct lane lanes[ENGINE_COUNT])
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        lanes[e] = (struct lane){.job = job, .engine = (enum engine)e, .keys = keys};
        diags_init(&lanes[e].diags, mem_root("lane"));
        for (size_t i = 0; i < job->n; i++)
            if (job->targets[i].plan->engine == lanes[e].engine) {
                lanes[e].targets = lanes[e].targets ? lanes[e].targets : &job->targets[i];
                lanes[e].n++;
            }
    }
}

static void end_lanes(struct lane lanes[ENGINE_COUNT], struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        diags_append(diags, &lanes[e].diags);
        mem_free(lanes[e].diags.ctx);
    }
}

/* What is left to do when everything is made, side by side. */
struct ending {
    struct lane *lanes;
    struct proofs *proofs; /* NULL: none are kept */
    struct diags diags;    /* of keeping them */
};

static void end_one(void *ctx, size_t i)
{
    struct ending *e = ctx;
    if (i < ENGINE_COUNT)
        stop_server(&e->lanes[i]);
    else
        proofs_keep(e->proofs, &e->diags);
}

static bool all_made(const struct job *job, const struct lane lanes[ENGINE_COUNT])
{
    bool ok = !cancellation_requested(job->options->server.stop);
    for (int e = 0; e < ENGINE_COUNT; e++)
        ok = ok && lanes[e].diags.n_errors == 0;
    for (size_t i = 0; i < job->n; i++)
        ok = ok && job->targets[i].ok;
    return ok;
}

/* All targets made, and everything that was started ended. */
static bool make_all(struct job *job, struct diags *diags)
{
    const struct keys *keys = job->options->server.cache ? keys_make(job, job->ctx) : NULL;
    struct proofs *proofs = keys ? proofs_find(job, keys) : NULL;
    struct lane lanes[ENGINE_COUNT];
    begin_lanes(job, keys, lanes);
    parallel_for(ENGINE_COUNT, ENGINE_COUNT, run_lane, lanes);
    bool ok = all_made(job, lanes);
    struct ending ending = {.lanes = lanes, .proofs = ok ? proofs : NULL};
    diags_init(&ending.diags, job->ctx);
    parallel_for(ENGINE_COUNT + 1, ENGINE_COUNT + 1, end_one, &ending);
    end_lanes(lanes, diags);
    for (size_t i = 0; i < job->n; i++)
        diags_merge(diags, &job->targets[i].diags);
    diags_append(diags, &ending.diags);
    return ok && diags->n_errors == 0;
}

/* What was accepted and does not occur is a name misspelt, or a delta that has changed. */
static void warn_of_unneeded(const struct job *job, struct diags *diags)
{
    for (size_t i = 0; i < job_n_accepted(job); i++) {
        bool needed = false;
        for (size_t t = 0; t < job->n; t++)
            needed = needed || job->targets[t].accepted.needed[i];
        if (!needed)
            diag_warning(diags, "--accept-clock %s was not needed: nothing there depends on the clock",
                         job->options->accepted[i]);
    }
}

/* Files of the plan that are the database's own: those of common are common's. */
static size_t own_files(const struct job *job, const struct plan *plan)
{
    char *directory = mem_printf(job->ctx, "%s/", path_join(job->ctx, job->tree->path, plan->database));
    size_t n = 0;
    for (size_t i = 1; i < plan->n_steps; i++)
        n += strncmp(plan->steps[i].path, directory, strlen(directory)) == 0;
    return n;
}

/* Deltas of a database that somebody expects something of. */
static void warn_of_empty(const struct job *job, const struct target *t, struct diags *diags)
{
    size_t n = own_files(job, t->plan);
    if (n == 0)
        return;
    struct diag *w = diag_warning(diags, "%s: %zu file%s made nothing that a snapshot holds",
                                  engine_name(t->plan->engine), n, n == 1 ? "" : "s");
    w->file = path_join(diags->ctx, job->tree->path, t->plan->database);
}

/* Migrations that leave nothing are most often run up and down. */
static void warn_of_nothing(const struct job *job, struct diags *diags)
{
    for (size_t i = 0; i < job->n; i++) {
        const struct target *t = &job->targets[i];
        size_t n = t->plan->n_steps - 1;
        if (!t->wanted || n == 0 || t->n_objects > 0)
            continue;
        if (!job->tree->layout->has_migrations) {
            warn_of_empty(job, t, diags);
            continue;
        }
        struct diag *w =
            diag_warning(diags, "%zu migration%s made nothing that a snapshot holds", n, n == 1 ? "" : "s");
        w->file = mem_strdup(diags->ctx, job->tree->name);
        diag_hint(diags, w,
                  "where they hold the down migration as well, its mark may be one that is not known: see "
                  "docs/numbered.md");
    }
}

static void collect_texts(const struct job *job, void *ctx, struct generate_result *result)
{
    *result = (struct generate_result){.layout = job->layout, .unrun = job->unrun};
    for (size_t i = 0; i < job->n; i++) {
        const struct target *t = &job->targets[i];
        if (!t->wanted)
            continue;
        size_t at = mem_grow(ctx, &result->snapshots, &result->n);
        result->snapshots[at] = (struct generated){.version = t->plan->target,
                                                   .database = t->plan->database,
                                                   .engine = t->plan->engine,
                                                   .path = mem_strdup(ctx, t->path),
                                                   .text = mem_strdup(ctx, t->proven ? t->proven : t->snapshot.text),
                                                   .plan = t->plan,
                                                   .n_objects = t->n_objects,
                                                   .needs_common = t->needs_common,
                                                   .proven = t->proven != NULL};
    }
}

static void announce(const struct job *job)
{
    char **names = mem_array(job->ctx, char *, job->n);
    for (size_t i = 0; i < job->n; i++)
        names[i] = mem_strdup(job->ctx, job->targets[i].name);
    if (job->observer->started)
        job->observer->started(job->observer->user_data, job->n, names);
}

bool generate_texts(const struct generate_options *options, const struct generate_observer *observer, void *ctx,
                    struct generate_result *result, struct diags *diags)
{
    struct job job = {.ctx = mem_root("generate"), .result_ctx = ctx, .options = options, .observer = observer};
    bool ok = job_prepare(&job, diags);
    if (ok) {
        announce(&job);
        ok = make_all(&job, diags);
    }
    if (ok) {
        collect_texts(&job, ctx, result);
        warn_of_unneeded(&job, diags);
        warn_of_nothing(&job, diags);
        warn_of_unused_values(job.tree, options->migrations.placeholders, diags);
    }
    job_end(&job);
    return ok;
}

/*
 * Writes them where they belong, all or none, and notes which
 * were changed or created. False with a diagnostic.
 */
static bool generate_publish(struct generate_result *result, struct diags *diags)
{
    const char *directory = *result->layout.directory ? result->layout.directory : ".";
    void *ctx = mem_root("generate_publish");
    struct output *outputs = mem_array(ctx, struct output, result->n);
    for (size_t i = 0; i < result->n; i++)
        outputs[i] = (struct output){
            .directory = directory, .path = result->snapshots[i].path, .text = result->snapshots[i].text};
    long long begun = trace_now();
    size_t written = 0;
    bool ok = publish_outputs(outputs, result->n, diags);
    for (size_t i = 0; ok && i < result->n; i++) {
        result->snapshots[i].changed = outputs[i].changed;
        result->snapshots[i].created = outputs[i].created;
        written += outputs[i].changed;
    }
    if (ok)
        trace_step(begun, "%zu of %zu files written", written, result->n);
    mem_free(ctx);
    return ok;
}

bool generate(const struct generate_options *options, const struct generate_observer *observer, void *ctx,
              struct generate_result *result, struct diags *diags)
{
    return generate_texts(options, observer, ctx, result, diags) && generate_publish(result, diags);
}
