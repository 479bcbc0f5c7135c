/*
 * --layouts: all logical databases on one physical database, or each on its
 * own: the same objects, and none that two of them make.
 *
 * First the databases are looked at beside each other, as they are split:
 * what one does to an object of common, and what two make. Where nothing is
 * found, the physical database that hosts all of them has to hold all that
 * the others hold, and nothing else.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "kind/kind.h"
#include "kind/relation.h"
#include "verify/blame.h"

static const struct disparity_sides sides = {"split", "on one physical database"};

/* One engine. */
struct together {
    struct verify_context *context;
    enum engine engine;
    struct verify_run *runs; /* of the engine, common first */
    size_t n_runs;
    void *ctx;                     /* a root */
    const struct plan *plan;       /* with everything on one physical database */
    const struct catalog *catalog; /* of it, without bookkeeping */
    struct diags failure;
    struct diags findings, trouble;
};

static void tell(struct together *t, const struct step *step, const char *hint, const char *fmt, const char *a,
                 const char *b)
{
    struct diag *e = diag_error(&t->findings, "%s: %s%s%s", engine_name(t->engine), a, fmt, b);
    e->file = step ? mem_strdup(t->ctx, step->path) : NULL;
    diag_hint(&t->findings, e, "%s", hint);
}

static bool in(const struct catalog *catalog, const struct object *o)
{
    return catalog_find(catalog, o->kind, o->schema, o->relation, o->name) != NULL;
}

static bool in_common(const struct together *t, const struct object *o)
{
    return in(t->runs[0].catalog, o);
}

/* A change of what common makes; a sequence may have moved on, and new indexes and rows are the database's own. */
static bool touches_common(const void *data, const struct disparity *d)
{
    const struct together *t = data;
    const struct subject *s = &d->subject;
    if (d->difference == ONLY_NEW)
        return s->kind->phase == PHASE_INSIDE && catalog_has_relation(t->runs[0].catalog, s->schema, s->relation);
    return s->kind->phase != PHASE_POSITION;
}

static bool is_stable(const void *data, const struct disparity *d)
{
    const struct together *t = data;
    for (size_t i = 0; i < t->n_runs; i++)
        if (disparities_have(&t->runs[i].unstable, &d->subject))
            return false;
    return true;
}

/* Leaves out what depends on the clock or on chance. */
static bool only_stable(struct together *t, struct disparities *found)
{
    for (size_t i = 0; found->n > 0 && i < t->n_runs; i++)
        if (!run_notice_unstable(&t->runs[i], t->ctx, &t->trouble))
            return false;
    disparities_filter(found, is_stable, t);
    return true;
}

static void find_intrusions(struct together *t, struct verify_run *run)
{
    struct disparities found = disparities_find(t->ctx, t->runs[0].catalog, run->catalog, NULL);
    disparities_filter(&found, touches_common, t);
    if (found.n == 0 || !only_stable(t, &found))
        return;
    struct culprit *culprits = mem_array(t->ctx, struct culprit, found.n);
    if (!verify_blame(run, run->plan, found.items, found.n, culprits, &t->trouble))
        return;
    for (size_t i = 0; i < found.n; i++)
        tell(t, culprits[i].step, "move the change into a delta of common",
             found.items[i].difference == ONLY_OLD   ? " drops "
             : found.items[i].difference == ONLY_NEW ? " adds "
                                                     : " changes ",
             run->database, mem_printf(t->ctx, "%s, which belongs to common", found.items[i].what));
}

/* True when both runs make the object, and not just because both make its table. */
static bool claimed(const struct together *t, const struct verify_run *other, const struct object *o)
{
    return !o->kind->proof && !in_common(t, o) && in(other->catalog, o) && o->kind->phase != PHASE_POSITION &&
           (!o->relation[0] || catalog_has_relation(t->runs[0].catalog, o->schema, o->relation));
}

static void tell_claim(struct together *t, struct verify_run *a, struct verify_run *b, const struct object *o)
{
    struct culprit first = {NULL}, second = {NULL};
    struct disparity claim = {.subject = subject_of(o), .what = object_describe(t->ctx, o)};
    if (!verify_blame(a, a->plan, &claim, 1, &first, &t->trouble) ||
        !verify_blame(b, b->plan, &claim, 1, &second, &t->trouble))
        return;
    const char *where = first.step ? mem_printf(t->ctx, ", in %s", first.step->path) : "";
    tell(t, second.step, "what several databases need belongs into a delta of common",
         mem_printf(t->ctx, " makes %s, and so does ", claim.what), b->database,
         mem_printf(t->ctx, "%s%s", a->database, where));
}

static void find_claims(struct together *t, struct verify_run *a, struct verify_run *b)
{
    for (size_t i = 0; i < b->catalog->n_objects; i++)
        if (claimed(t, a, b->catalog->objects[i]))
            tell_claim(t, a, b, b->catalog->objects[i]);
}

static int compare_objects(const void *a, const void *b)
{
    return object_compare_identity(*(const struct object *const *)a, *(const struct object *const *)b);
}

/* What all runs hold; what common makes, as it does. */
static const struct catalog *all_runs(const struct together *t)
{
    struct catalog *all = mem_new(t->ctx, struct catalog);
    size_t most = 0;
    for (size_t s = 0; s < t->n_runs; s++)
        most += t->runs[s].catalog->n_objects;
    *all = (struct catalog){.ctx = all, .engine = t->engine, .version = t->runs[0].catalog->version};
    all->objects = mem_array(all, const struct object *, most + 1);
    for (size_t s = 0; s < t->n_runs; s++)
        for (size_t i = 0; i < t->runs[s].catalog->n_objects; i++) {
            const struct object *o = t->runs[s].catalog->objects[i];
            if (s == 0 || !in_common(t, o))
                all->objects[all->n_objects++] = o;
        }
    if (all->n_objects)
        qsort(all->objects, all->n_objects, sizeof(*all->objects), compare_objects);
    return all;
}

/* The position of numbers that several databases take from stands where all of them have moved it. */
static bool is_no_shared_position(const void *data, const struct disparity *d)
{
    const struct together *t = data;
    const struct subject *s = &d->subject;
    size_t holders = 0;
    for (size_t i = 0; s->kind->phase == PHASE_POSITION && i < t->n_runs; i++)
        holders += catalog_find(t->runs[i].catalog, s->kind, s->schema, s->relation, s->name) != NULL;
    return holders < 2;
}

static void compare(struct together *t)
{
    if (!t->catalog) {
        for (size_t i = 0; i < t->failure.n; i++)
            t->failure.items[i].message =
                mem_printf(t->ctx, "%s (on one physical database)", t->failure.items[i].message);
        diags_merge(&t->findings, &t->failure);
        return;
    }
    struct disparities found = disparities_find(t->ctx, all_runs(t), t->catalog, NULL);
    disparities_filter(&found, is_no_shared_position, t);
    if (found.n == 0 || !only_stable(t, &found) || found.n == 0)
        return;
    struct culprit *culprits = mem_array(t->ctx, struct culprit, found.n);
    if (!verify_blame(&t->runs[0], t->plan, found.items, found.n, culprits, &t->trouble))
        return;
    for (size_t i = 0; i < found.n; i++) {
        struct disparities group = culprit_group(t->ctx, &found, culprits, i);
        if (group.n == 0)
            continue;
        tell(t, culprits[i].step, "deltas must not depend on which databases share a physical one", ": ",
             "one physical database and several differ", disparity_headline(t->ctx, &group.items[0], &sides));
        diag_detail(&t->findings, &t->findings.items[t->findings.n - 1],
                    disparity_detail(t->ctx, group.items, group.n, &sides));
    }
}

static void verify_engine(void *data, size_t i)
{
    struct together *t = &((struct together *)data)[i];
    struct verify_context *g = t->context;
    const char **databases = mem_array(t->ctx, const char *, t->n_runs);
    for (size_t s = 1; s < t->n_runs; s++)
        databases[s - 1] = t->runs[s].database;
    struct plan_request request = {databases, t->n_runs - 1, t->engine, g->start[t->engine], g->target, NULL};
    t->plan = plan_make_for(t->ctx, g->tree, &request, &t->trouble);
    if (!t->plan || verify_context_cancelled(g))
        return;
    t->catalog = run_build(&t->runs[0], t->plan, t->ctx, &t->failure);
    for (size_t b = 1; b < t->n_runs; b++) {
        find_intrusions(t, &t->runs[b]);
        for (size_t a = 1; a < b; a++)
            find_claims(t, &t->runs[a], &t->runs[b]);
    }
    if (t->findings.n == 0 && !verify_context_cancelled(g))
        compare(t);
}

static size_t find_engines(struct verify_context *g, struct together engines[ENGINE_COUNT])
{
    size_t n = 0;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!g->options->engines[e])
            continue;
        struct together *t = &engines[n++];
        *t = (struct together){.context = g, .engine = (enum engine)e, .ctx = mem_root("layouts")};
        t->runs = verify_context_common(g, t->engine);
        for (size_t i = 0; i < g->n_runs; i++)
            t->n_runs += g->runs[i].engine == t->engine;
        diags_init(&t->failure, t->ctx);
        diags_init(&t->findings, t->ctx);
        diags_init(&t->trouble, t->ctx);
    }
    return n;
}

void verify_layouts(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    struct together engines[ENGINE_COUNT];
    size_t n = find_engines(context, engines);
    parallel_for(n, n, verify_engine, engines);
    outcome->did = mem_printf(ctx, "%s on one physical database and split, %s", verify_context_databases(context, ctx),
                              verify_context_engines(context, ctx));
    outcome->found = "same objects, each made once";
    for (size_t i = 0; i < n; i++) {
        diags_merge(&outcome->findings, &engines[i].findings);
        diags_merge(&outcome->trouble, &engines[i].trouble);
        mem_free(engines[i].ctx);
    }
}
