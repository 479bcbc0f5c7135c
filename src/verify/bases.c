/*
 * --bases: from every base snapshot and from nothing, the same catalog.
 *
 * Bases are the snapshots that the schema directory holds and the committed
 * ones, up to the version verified; that of the version itself may lag behind
 * its deltas. What comes out differently is reported with the delta that made it
 * last.
 */
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "layout/layout.h"
#include "verify/blame.h"

/* One run built from one base. */
struct start {
    struct verify_run *run;
    int version;
    const struct plan *plan;
    void *ctx; /* a root */
    const struct catalog *catalog;
    struct diags failure;
};

struct bases {
    struct verify_context *context;
    void *ctx;
    struct start *starts; /* by run */
    size_t n;
    bool lagging; /* the snapshot of the version itself is not what its deltas make */
};

static void add_start(struct bases *b, struct verify_run *run, const struct snapshot_store *store, int version,
                      struct diags *trouble)
{
    bool own = strcmp(run->database, COMMON_DATABASE) != 0;
    struct plan_request request = {&run->database, own ? 1 : 0, run->engine, version, b->context->target, store};
    const struct plan *plan = plan_make_for(b->ctx, b->context->tree, &request, trouble);
    if (!plan || plan->n_steps < 2 || plan->steps[1].kind != STEP_BASE)
        return;
    size_t at = mem_grow(b->ctx, &b->starts, &b->n);
    b->starts[at] = (struct start){.run = run, .version = version, .plan = plan, .ctx = mem_root("start")};
    diags_init(&b->starts[at].failure, b->starts[at].ctx);
}

static void add_starts(struct bases *b, const struct snapshot_store *store, struct diags *trouble)
{
    for (size_t v = 0; v < store->n_versions && store->versions[v] <= b->context->target; v++)
        for (size_t i = 0; i < b->context->n_runs; i++) {
            struct verify_run *run = &b->context->runs[i];
            if (store->versions[v] > b->context->start[run->engine])
                add_start(b, run, store, store->versions[v], trouble);
        }
}

/* The snapshots in the schema directory, which are laid out as a nested store is, and the committed ones. */
static void find_starts(struct bases *b, struct diags *trouble)
{
    const char *committed = b->context->options->snapshots, *own = b->context->tree->path;
    const struct snapshot_store *store =
        b->context->tree->holds_full_schemas ? snapshot_store_open(b->ctx, own, trouble) : NULL;
    if (store && store->nested)
        add_starts(b, store, trouble);
    bool is_there = layout_is_file(committed) || layout_check_directory(committed, trouble);
    store = is_there && strcmp(own, committed) != 0 ? snapshot_store_open(b->ctx, committed, trouble) : NULL;
    if (store)
        add_starts(b, store, trouble);
}

static void build(void *data, size_t i)
{
    struct bases *b = data;
    struct start *s = &b->starts[i];
    if (!verify_context_cancelled(b->context))
        s->catalog = run_build(s->run, s->plan, s->ctx, &s->failure);
}

static const char *wording_base(const struct start *s, void *ctx)
{
    return mem_printf(ctx, "from the snapshot of version %d", s->version);
}

/* Where the version that could not be built without a base begins, as people say it. */
static const char *wording_natural(const struct verify_run *run, void *ctx)
{
    int start = run->context->start[run->engine];
    return start == NO_BASE ? "from nothing" : mem_printf(ctx, "from the snapshot of version %d", start);
}

/* The snapshot of the run's own database. */
static const char *snapshot_of(const struct start *s)
{
    const struct plan *plan = s->plan;
    for (size_t i = 1; i < plan->n_steps && plan->steps[i].kind == STEP_BASE; i++)
        if (strstr(plan->steps[i].path, mem_printf(s->ctx, "/%s/", s->run->database)))
            return plan->steps[i].path;
    return plan->steps[1].path;
}

/* The version under work: its snapshot may be older than its deltas, which is for `check` to tell. */
static bool lags_behind(const struct start *s, const struct step *step)
{
    return step && step->kind == STEP_DELTA && step->version == s->version && s->version == s->run->context->target;
}

static void tell(const struct start *s, const struct step *step, const struct disparities *d, struct diags *out)
{
    void *ctx = out->ctx;
    struct disparity_sides sides = {wording_natural(s->run, ctx), wording_base(s, ctx)};
    struct diag *e = diag_error(out, "%s: %s and %s give different catalogs: %s", engine_name(s->run->engine),
                                sides.old_side, sides.new_side, disparity_headline(ctx, &d->items[0], &sides));
    e->file = mem_strdup(ctx, step ? step->path : snapshot_of(s));
    diag_detail(out, e, disparity_detail(ctx, d->items, d->n, &sides));
    if (!step || step->kind == STEP_BASE)
        diag_hint(out, e, "no delta makes it so: was the snapshot changed by hand?");
    else if (step->version <= s->version)
        diag_hint(out, e, "the snapshot of version %d does not go with this delta: was one changed after the other?",
                  s->version);
}

/* One finding for each delta at fault, with all that it touched. */
static void tell_all(struct bases *b, const struct start *s, const struct disparities *found,
                     const struct culprit *culprits, struct diags *out)
{
    for (size_t i = 0; i < found->n; i++) {
        struct disparities group = culprit_group(out->ctx, found, culprits, i);
        if (lags_behind(s, culprits[i].step))
            b->lagging = true;
        else if (group.n > 0)
            tell(s, culprits[i].step, &group, out);
    }
}

/* Who made what differs: a delta of the usual way, or what only the way from the base has. */
static bool find_culprits(const struct start *s, const struct disparities *found, struct culprit *culprits,
                          struct diags *trouble)
{
    if (!verify_blame(s->run, s->run->plan, found->items, found->n, culprits, trouble))
        return false;
    for (size_t i = 0; i < found->n; i++)
        if (!culprits[i].step && !verify_blame(s->run, s->plan, &found->items[i], 1, &culprits[i], trouble))
            return false;
    return true;
}

static void compare(struct bases *b, struct start *s, void *ctx, struct outcome *outcome)
{
    struct disparities found;
    if (!s->catalog) {
        for (size_t i = 0; i < s->failure.n; i++)
            s->failure.items[i].message =
                mem_printf(s->ctx, "%s (%s)", s->failure.items[i].message, wording_base(s, ctx));
        diags_merge(&outcome->findings, &s->failure);
        return;
    }
    if (!run_compare(s->run, s->catalog, ctx, &found, &outcome->trouble) || found.n == 0)
        return;
    struct culprit *culprits = mem_array(ctx, struct culprit, found.n);
    if (find_culprits(s, &found, culprits, &outcome->trouble))
        tell_all(b, s, &found, culprits, &outcome->findings);
}

/* "version 59 of common and main from 54 and nothing, postgres and sqlite" */
static const char *describe(const struct bases *b, void *ctx)
{
    struct text t;
    const char *why = NULL;
    for (int e = 0; e < ENGINE_COUNT; e++)
        why = why ? why : b->context->why_not_nothing[e];
    text_open(&t);
    fprintf(t.out, "version %d of %s from ", b->context->target, verify_context_databases(b->context, ctx));
    int last = NO_BASE;
    for (size_t i = 0; i < b->n; i++)
        if (b->starts[i].version != last) {
            fprintf(t.out, "%s%d", last == NO_BASE ? "" : ", ", b->starts[i].version);
            last = b->starts[i].version;
        }
    fputs(last == NO_BASE ? "" : " and ", t.out);
    if (why)
        fprintf(t.out, "the lowest (not from nothing: %s)", why);
    else
        fputs("nothing", t.out);
    fprintf(t.out, ", %s", verify_context_engines(b->context, ctx));
    if (b->lagging)
        fprintf(t.out, ", the snapshot of %d not up to date with the deltas of %d", b->context->target,
                b->context->target);
    return text_close(&t, ctx);
}

void verify_bases(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    struct bases b = {.context = context, .ctx = ctx};
    find_starts(&b, &outcome->trouble);
    parallel_for(b.n, parallel_width(), build, &b);
    for (size_t i = 0; i < b.n && !verify_context_cancelled(context); i++)
        compare(&b, &b.starts[i], ctx, outcome);
    for (size_t i = 0; i < b.n; i++)
        mem_free(b.starts[i].ctx);
    outcome->did = describe(&b, ctx);
    outcome->found = b.n > 0 ? "same catalogs" : "no base snapshot to compare with";
}
