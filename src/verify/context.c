#include "verify/context.h"

#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "emit/snapshot.h"
#include "generate/culprit.h"
#include "generate/subtract.h"
#include "layout/layout.h"
#include "schema/unrun_find.h"

bool verify_context_cancelled(const struct verify_context *context)
{
    return cancellation_requested(context->options->server.stop);
}

bool verify_context_wants(const struct verify_context *context, const char *database)
{
    const struct verify_options *o = context->options;
    for (size_t i = 0; i < o->n_databases; i++)
        if (strcmp(o->databases[i], database) == 0)
            return true;
    return o->n_databases == 0;
}

struct verify_run *verify_context_common(const struct verify_context *context, enum engine engine)
{
    for (size_t i = 0; i < context->n_runs; i++)
        if (context->runs[i].engine == engine)
            return &context->runs[i];
    return NULL;
}

bool verify_context_is_on(const struct verify_context *context, enum engine engine)
{
    const struct schema_tree *tree = context->tree;
    bool any = tree->layout->has_common;
    for (size_t i = 0; i < tree->n_databases; i++)
        any = any || (verify_context_wants(context, tree->databases[i]) &&
                      schema_tree_is_on(tree, tree->databases[i], engine));
    return any && context->options->engines[engine];
}

char *verify_context_engines(const struct verify_context *context, void *ctx)
{
    struct text t;
    text_open(&t);
    const char *between = "";
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (verify_context_is_on(context, (enum engine)e)) {
            fprintf(t.out, "%s%s", between, engine_name((enum engine)e));
            between = " and ";
        }
    return text_close(&t, ctx);
}

char *verify_context_databases(const struct verify_context *context, void *ctx)
{
    struct text t;
    const char **names = mem_array(ctx, const char *, context->n_runs);
    size_t n = 0;
    for (size_t i = 0; i < context->n_runs; i++) {
        size_t k = 0;
        while (k < n && strcmp(names[k], context->runs[i].database) != 0)
            k++;
        if (k == n)
            names[n++] = context->runs[i].database;
    }
    text_open(&t);
    for (size_t i = 0; i < n; i++)
        fprintf(t.out, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " and ", names[i]);
    return text_close(&t, ctx);
}

static bool check_databases(const struct verify_context *g, struct diags *diags)
{
    for (size_t i = 0; i < g->options->n_databases; i++)
        if (!schema_tree_has(g->tree, g->options->databases[i])) {
            struct diag *e = diag_error(diags, "no logical database %s", g->options->databases[i]);
            e->file = mem_strdup(diags->ctx, g->tree->name);
            return false;
        }
    return true;
}

struct verify_context *verify_context_open(void *ctx, const struct verify_options *options, struct diags *diags)
{
    struct verify_context *g = mem_new(ctx, struct verify_context);
    g->ctx = g;
    g->options = options;
    g->tree = schema_tree_open(g, options->schema, options->layout, &options->migrations, diags);
    if (!g->tree || !check_databases(g, diags))
        return NULL;
    g->target = options->version == VERIFY_OWN_VERSION ? g->tree->version : options->version;
    if (!schema_tree_check_version(g->tree, g->target, diags))
        return NULL;
    g->updates = updates_new(g, g->tree, &options->updates);
    const struct unrun_scope scope = {NO_BASE, g->target, options->version != VERIFY_OWN_VERSION,
                                      (const char *const *)options->databases};
    struct unrun_list unrun;
    if (!unrun_find(g, g->tree, &scope, &unrun, diags))
        return NULL;
    unrun_warn(&unrun, true, diags);
    return plan_check_tree(g, g->tree, NO_BASE, g->target, diags) ? g : NULL;
}

static void add_run(struct verify_context *g, enum engine engine, const char *database)
{
    size_t at = mem_grow(g->ctx, &g->runs, &g->n_runs);
    struct verify_run *s = &g->runs[at];
    *s = (struct verify_run){.context = g, .engine = engine, .database = database, .server = g->servers[engine]};
    s->ctx = mem_root("run");
    s->unstable.ctx = s->ctx;
    diags_init(&s->diags, s->ctx);
}

static void add_runs(struct verify_context *g)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!verify_context_is_on(g, (enum engine)e))
            continue;
        g->start[e] = NO_BASE;
        if (g->tree->layout->has_common)
            add_run(g, (enum engine)e, COMMON_DATABASE);
        for (size_t i = 0; i < g->tree->n_databases; i++)
            if (verify_context_wants(g, g->tree->databases[i]) &&
                schema_tree_is_on(g->tree, g->tree->databases[i], (enum engine)e))
                add_run(g, (enum engine)e, g->tree->databases[i]);
    }
}

const struct accepted whatever_depends_on_the_clock = {.all = true};

const struct catalog *run_build(struct verify_run *run, const struct plan *plan, void *ctx, struct diags *diags)
{
    struct verify_context *g = run->context;
    struct built built;
    if (!build_database(run->server, g->tree, g->updates, plan, &whatever_depends_on_the_clock,
                        &(struct build_states){0}, NULL, 0, ctx, &built, diags))
        return NULL;
    return subtract_bookkeeping(ctx, built.whole, built.bookkeeping);
}

static void build_run(void *data, size_t i)
{
    struct verify_context *g = data;
    struct verify_run *s = &g->runs[i];
    if (verify_context_cancelled(g) || s->catalog)
        return;
    s->plan = plan_make(s->ctx, g->tree, s->database, s->engine, g->start[s->engine], g->target, &s->diags);
    if (s->plan && build_database(s->server, g->tree, g->updates, s->plan, &whatever_depends_on_the_clock,
                                  &(struct build_states){0}, NULL, 0, s->ctx, &s->built, &s->diags))
        s->catalog = subtract_bookkeeping(s->ctx, s->built.whole, s->built.bookkeeping);
}

/* The lowest base snapshot of the directory below the target; NO_BASE where there is none. */
static int lowest_base(struct verify_context *g)
{
    int *versions = NULL;
    size_t n = 0;
    struct diags ignored;
    diags_init(&ignored, g->ctx);
    version_directories(g->ctx, g->tree->root, layout_versions(g->ctx, LAYOUT_NESTED, g->tree->path, COMMON_DATABASE),
                        &versions, &n, &ignored);
    return n > 0 && versions[0] < g->target ? versions[0] : NO_BASE;
}

static const struct diag *first_error(const struct diags *diags)
{
    for (size_t i = 0; i < diags->n; i++)
        if (diags->items[i].level == DIAG_ERROR)
            return &diags->items[i];
    return NULL;
}

/* Trees whose oldest deltas need tables that only a snapshot holds begin at their lowest one. */
static bool begin_higher(struct verify_context *g)
{
    bool again = false;
    int base = lowest_base(g);
    for (size_t i = 0; i < g->n_runs; i++) {
        struct verify_run *s = &g->runs[i];
        const struct diag *e = first_error(&s->diags);
        if (s->catalog || !e || base == NO_BASE)
            continue;
        g->start[s->engine] = base;
        g->why_not_nothing[s->engine] = mem_printf(g->ctx, "%s: %s", e->file ? e->file : "fullschema", e->message);
        again = true;
    }
    for (size_t i = 0; again && i < g->n_runs; i++)
        if (g->start[g->runs[i].engine] != NO_BASE) {
            g->runs[i].catalog = NULL;
            diags_init(&g->runs[i].diags, g->runs[i].ctx);
        }
    return again;
}

/* What failed behind the deltas is said of the delta that made it fail. */
static void name_culprits(struct verify_context *g)
{
    struct suspect *suspects = mem_array(g->ctx, struct suspect, g->n_runs + 1);
    for (int e = 0; e < ENGINE_COUNT; e++) {
        size_t n = 0, failed = 0;
        for (size_t i = 0; i < g->n_runs; i++) {
            struct verify_run *s = &g->runs[i];
            if (s->engine != (enum engine)e || !s->plan)
                continue;
            suspects[n++] = (struct suspect){.plan = s->plan,
                                             .tree = g->tree,
                                             .updates = g->updates,
                                             .accepted = whatever_depends_on_the_clock,
                                             .diags = s->catalog ? NULL : &s->diags};
            failed += !s->catalog;
        }
        if (failed > 0 && !verify_context_cancelled(g))
            culprits_name(g->servers[e], suspects, n, g->options->server.stop);
    }
}

bool verify_context_build(struct verify_context *g, struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (verify_context_is_on(g, (enum engine)e)) {
            g->servers[e] = server_start((enum engine)e, &g->options->server, diags);
            if (!g->servers[e])
                return false;
        }
    add_runs(g);
    parallel_for(g->n_runs, parallel_width(), build_run, g);
    if (begin_higher(g))
        parallel_for(g->n_runs, parallel_width(), build_run, g);
    bool ok = !verify_context_cancelled(g);
    name_culprits(g);
    for (size_t i = 0; i < g->n_runs; i++) {
        diags_merge(diags, &g->runs[i].diags);
        ok = ok && g->runs[i].catalog;
    }
    return ok;
}

void verify_context_close(struct verify_context *g, struct diags *diags)
{
    for (size_t i = 0; i < g->n_runs; i++)
        mem_free(g->runs[i].ctx);
    for (int e = 0; e < ENGINE_COUNT; e++)
        server_stop(g->servers[e], diags);
}

bool run_notice_unstable(struct verify_run *run, void *ctx, struct diags *diags)
{
    const struct catalog *again = run_build(run, run->plan, ctx, diags);
    if (!again)
        return false;
    struct disparities more = disparities_find(run->ctx, run->catalog, again, &run->unstable);
    for (size_t i = 0; i < more.n; i++) {
        size_t at = mem_grow(run->ctx, &run->unstable.items, &run->unstable.n);
        run->unstable.items[at] = more.items[i];
    }
    return true;
}

bool run_compare(struct verify_run *run, const struct catalog *other, void *ctx, struct disparities *found,
                 struct diags *diags)
{
    *found = disparities_find(ctx, run->catalog, other, &run->unstable);
    if (found->n == 0)
        return true;
    if (!run_notice_unstable(run, ctx, diags))
        return false;
    *found = disparities_find(ctx, run->catalog, other, &run->unstable);
    return true;
}

const char *run_snapshot(const struct verify_run *run, void *ctx, struct diags *diags)
{
    const struct verify_run *common = verify_context_common(run->context, run->engine);
    const struct catalog *own = run == common || !run->context->tree->layout->has_common
                                    ? run->catalog
                                    : subtract_common(ctx, run->catalog, common->catalog, run->database, diags);
    return own ? snapshot_print(ctx, own, diags) : NULL;
}
