#include "verify/replay.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "generate/subtract.h"

static const struct catalog *without_bookkeeping(const struct replayer *r, void *ctx, const struct catalog *catalog)
{
    return subtract_bookkeeping(ctx, catalog, r->run->built.bookkeeping);
}

/* The place of the version whose last step this is; n_versions where there is none. */
static size_t version_ending(const struct replayer *r, size_t step)
{
    for (size_t v = 0; v < r->n_versions; v++)
        if (r->versions[v].first + r->versions[v].n == step + 1)
            return v;
    return r->n_versions;
}

static bool ends_version(void *data, size_t step)
{
    const struct replayer *r = data;
    return version_ending(r, step) < r->n_versions;
}

static bool keep(void *data, size_t step, struct catalog *catalog)
{
    struct replayer *r = data;
    r->versions[version_ending(r, step)].natural = without_bookkeeping(r, r->ctx, catalog);
    return true;
}

static void find_versions(struct replayer *r)
{
    const struct plan *plan = r->run->plan;
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        if (step->kind != STEP_DELTA)
            continue;
        if (r->n_versions == 0 || r->versions[r->n_versions - 1].version != step->version) {
            size_t at = mem_grow(r->ctx, &r->versions, &r->n_versions);
            r->versions[at] = (struct version_deltas){.version = step->version, .first = i, .unstable.ctx = r->ctx};
        }
        r->versions[r->n_versions - 1].n++;
    }
}

bool delta_is_preparation(const struct step *step)
{
    size_t zeros = strspn(step->name, "0");
    return zeros > 0 && !isdigit((unsigned char)step->name[zeros]);
}

static void put_preparations_first(struct replayer *r, struct version_deltas *v)
{
    const struct step *steps = r->run->plan->steps + v->first;
    for (size_t i = 0; i < v->n; i++)
        for (size_t j = i + 1; j < v->n && delta_is_preparation(&steps[i]); j++)
            if (!delta_is_preparation(&steps[j])) {
                size_t at = mem_grow(r->ctx, &v->pairs, &v->n_pairs);
                v->pairs[at] = (struct order_pair){i, j};
            }
}

bool replayer_begin(struct replayer *r, struct verify_run *run, void *ctx, struct diags *diags)
{
    *r = (struct replayer){.run = run, .ctx = ctx};
    find_versions(r);
    for (size_t v = 0; v < r->n_versions; v++)
        put_preparations_first(r, &r->versions[v]);
    struct build_observer observer = {.wants = ends_version, .see = keep, .data = r};
    return r->n_versions == 0 ||
           build_observed(run->server, run->plan, &whatever_depends_on_the_clock, &observer, ctx, diags);
}

struct run {
    const struct replayer *replayer;
    size_t from;
    size_t reached; /* the version that is under way */
    void *ctx;
    struct replay *replay;
};

static bool is_compared(void *data, size_t step)
{
    const struct run *run = data;
    size_t v = version_ending(run->replayer, step);
    return v < run->replayer->n_versions && v >= run->from;
}

static bool compare(void *data, size_t step, struct catalog *catalog)
{
    struct run *run = data;
    const struct replayer *r = run->replayer;
    run->reached = version_ending(r, step);
    const struct version_deltas *v = &r->versions[run->reached];
    const struct catalog *rest = without_bookkeeping(r, run->ctx, catalog);
    run->replay->difference = disparities_find(run->ctx, v->natural, rest, &v->unstable);
    run->replay->wrong = run->replay->difference.n > 0;
    mem_free(catalog);
    if (run->replay->wrong)
        return false;
    run->reached++;
    return true;
}

/* The plan up to version `to`, with the orders from `from` on. */
static struct plan *permuted(const struct replayer *r, size_t *const *orders, size_t from, size_t to, void *ctx)
{
    const struct plan *natural = r->run->plan;
    struct plan *plan = mem_new(ctx, struct plan);
    *plan = *natural;
    plan->n_steps = r->versions[to].first + r->versions[to].n;
    plan->target = r->versions[to].version;
    plan->steps = mem_array(plan, struct step, plan->n_steps);
    for (size_t i = 0; i < plan->n_steps; i++)
        plan->steps[i] = natural->steps[i];
    for (size_t v = from; v <= to && orders; v++)
        for (size_t i = 0; i < r->versions[v].n; i++)
            plan->steps[r->versions[v].first + i] = natural->steps[r->versions[v].first + orders[v][i]];
    return plan;
}

static bool run_once(const struct replayer *r, size_t *const *orders, size_t from, size_t to, void *ctx,
                     struct replay *replay, struct diags *diags)
{
    *replay = (struct replay){0};
    diags_init(&replay->failure, ctx);
    struct run run = {r, from, from, ctx, replay};
    struct build_observer observer = {.wants = is_compared, .see = compare, .data = &run};
    const struct plan *plan = permuted(r, orders, from, to, ctx);
    bool ok = build_observed(r->run->server, plan, &whatever_depends_on_the_clock, &observer, ctx, &replay->failure);
    replay->version = run.reached;
    if (verify_context_cancelled(r->run->context))
        return false;
    /* Before the first order of ours anything that fails is no matter of order. */
    if (!ok && !replay->wrong && replay->failure.n_errors == 0) {
        diag_error(diags, "a replay ended without a reason given, which is a mistake of fullschema itself");
        return false;
    }
    replay->wrong = replay->wrong || !ok;
    return true;
}

/* Notes what the usual order gives differently now. */
static bool note_unstable(struct replayer *r, size_t version, void *ctx, struct diags *diags)
{
    struct replay usual;
    if (!run_once(r, NULL, version, version, ctx, &usual, diags))
        return false;
    diags_merge(diags, &usual.failure);
    struct disparities *unstable = &r->versions[version].unstable;
    for (size_t i = 0; i < usual.difference.n; i++) {
        struct disparity *d = &usual.difference.items[i];
        size_t at = mem_grow(r->ctx, &unstable->items, &unstable->n);
        unstable->items[at].subject =
            (struct subject){d->subject.kind, mem_strdup(r->ctx, d->subject.schema),
                             mem_strdup(r->ctx, d->subject.relation), mem_strdup(r->ctx, d->subject.name)};
    }
    return usual.failure.n_errors == 0;
}

bool replay_orders(struct replayer *r, size_t *const *orders, size_t from, size_t to, bool notes, void *ctx,
                   struct replay *replay, struct diags *diags)
{
    for (;;) {
        if (!run_once(r, orders, from, to, ctx, replay, diags))
            return false;
        if (!notes || !replay->wrong || replay->difference.n == 0)
            return true;
        size_t known = r->versions[replay->version].unstable.n;
        if (!note_unstable(r, replay->version, ctx, diags))
            return false;
        if (r->versions[replay->version].unstable.n == known)
            return true;
    }
}
