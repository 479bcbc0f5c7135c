#include "generate/job.h"

#include <string.h>

#include "apply/tool_history.h"
#include "base/mem.h"
#include "schema/unrun_find.h"

static bool wanted(const struct generate_options *o, const char *database)
{
    for (size_t i = 0; i < o->n_databases; i++)
        if (strcmp(o->databases[i], database) == 0)
            return true;
    return o->n_databases == 0;
}

static bool check_names(const struct job *job, struct diags *diags)
{
    for (size_t i = 0; i < job->options->n_databases; i++) {
        const char *name = job->options->databases[i];
        if (schema_tree_has(job->tree, name))
            continue;
        struct diag *e = diag_error(diags, "no logical database %s", name);
        e->file = mem_strdup(diags->ctx, job->tree->name);
        struct text t;
        text_open(&t);
        fputs(job->tree->layout->has_common ? "there are " COMMON_DATABASE ", " : "there is ", t.out);
        for (size_t d = 0; d < job->tree->n_databases; d++)
            fprintf(t.out, "%s%s", d ? ", " : "", job->tree->databases[d]);
        diag_hint(diags, e, "%s", text_close(&t, diags->ctx));
        return false;
    }
    return true;
}

size_t job_n_accepted(const struct job *job)
{
    size_t n = 0;
    while (job->options->accepted && job->options->accepted[n])
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
    t->name = mem_printf(job->ctx, "%s %d %s", database, version, engine_name(engine));
    t->wanted = wanted(job->options, database);
    t->path = layout_path(t->ctx, &job->layout, &(struct snapshot_identity){database, version, engine});
    t->plan = plan_make(job->result_ctx, job->tree, database, engine, base, version, diags);
    t->common = common;
    t->accepted =
        (struct accepted){.cells = job->options->accepted, .needed = mem_array(t->ctx, bool, job_n_accepted(job))};
    t->states.with_remarks = job->options->comments;
    return t->plan != NULL;
}

/* Common first, then the databases that leave it out. Numbered migrations know no common. */
static bool add_version(struct job *job, enum engine engine, int version, struct diags *diags)
{
    int base;
    if (!plan_base(job->ctx, job->tree, version, job->options->base, &base, diags))
        return false;
    bool ok = !job->tree->layout->has_common || add_target(job, engine, COMMON_DATABASE, base, version, NULL, diags);
    for (size_t i = 0; i < job->tree->n_databases; i++)
        if (wanted(job->options, job->tree->databases[i]) &&
            schema_tree_is_on(job->tree, job->tree->databases[i], engine))
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

static bool find_unrun(struct job *job, int base, int target, struct diags *diags)
{
    const struct generate_options *o = job->options;
    const struct unrun_scope scope = {o->all_versions ? NO_BASE : base, target, o->version != VERSION_OWN,
                                      (const char *const *)o->databases};
    if (!unrun_find(job->result_ctx, job->tree, &scope, &job->unrun, diags))
        return false;
    unrun_accept(&job->unrun, job->tree->path, o->accepted_unrun, diags);
    unrun_warn(&job->unrun, !o->unrun_wanted, diags);
    return true;
}

/* A fixed path that names neither is one file, which would be all of them. */
static bool check_paths(const struct job *job, struct diags *diags)
{
    const struct target *a = NULL;
    for (size_t i = 0; i < job->n; i++) {
        const struct target *b = &job->targets[i];
        if (!b->wanted)
            continue;
        if (a && strcmp(a->path, b->path) == 0) {
            struct diag *e =
                diag_error(diags, "two snapshots would be the same file: %s for %s, %s for %s", a->plan->database,
                           engine_name(a->plan->engine), b->plan->database, engine_name(b->plan->engine));
            e->file = mem_strdup(diags->ctx, b->path);
            diag_hint(diags, e, "put {engine} or {database} into --output, or choose one with --engine, --database");
            return false;
        }
        a = a ? a : b;
    }
    return true;
}

/* What is to be in snapshots must be known. */
static bool check_histories(const struct job *job, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < job->tree->n_sets; i++)
        for (int e = 0; e < ENGINE_COUNT; e++) {
            const struct migration_set *set = &job->tree->sets[i];
            if (set->migrations.request.with_history && job->options->engines[e] && set->engines[e] &&
                wanted(job->options, set->database))
                ok = ok && tool_history_is_known(&set->migrations, (enum engine)e, diags);
        }
    return ok;
}

bool job_prepare(struct job *job, struct diags *diags)
{
    const struct generate_options *o = job->options;
    job->tree = schema_tree_open(job->result_ctx, o->schema, o->tree_layout, &o->migrations, diags);
    if (!job->tree || !check_names(job, diags))
        return false;
    job->updates = updates_new(job->ctx, job->tree, &o->updates);
    int target = o->version == VERSION_OWN ? job->tree->version : o->version;
    int base;
    if (!check_histories(job, diags) || !generate_layout(job->result_ctx, o, job->tree, &job->layout, diags) ||
        !schema_tree_check_version(job->tree, target, diags) ||
        !plan_base(job->ctx, job->tree, target, o->base, &base, diags) || !find_unrun(job, base, target, diags) ||
        !plan_check_tree(job->ctx, job->tree, o->all_versions ? NO_BASE : base, target, diags))
        return false;
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (o->engines[e])
            ok &= add_engine(job, (enum engine)e, target, diags);
    if (ok)
        link_commons(job);
    return ok && check_paths(job, diags);
}

void job_end(struct job *job)
{
    for (size_t i = 0; i < job->n; i++)
        mem_free(job->targets[i].ctx);
    mem_free(job->ctx);
}
