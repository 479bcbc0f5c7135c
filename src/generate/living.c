#include "generate/living.h"

#include "apply/background.h"
#include "apply/deltas.h"
#include "base/mem.h"
#include "generate/living_private.h"

bool living_version_ends(const struct living *l, size_t step)
{
    const struct plan *plan = l->build.plan;
    return step == l->life->base ||
           (step + 1 < plan->n_steps && plan->steps[step + 1].version != plan->steps[step].version);
}

static bool drain(struct living *l, const struct schema_tree *tree, struct updates *updates, struct diags *diags)
{
    l->lived->draining = true;
    bool ok = background_drain(l->build.connection, updates, tree, l->build.plan, NULL, 0, diags);
    l->lived->draining = !ok;
    return ok;
}

static bool drain_own(struct living *l, size_t step, struct diags *diags)
{
    (void)step;
    return drain(l, l->tree, l->updates, diags);
}

static bool apply(struct living *l, size_t step, struct diags *diags)
{
    l->lived->draining = false;
    return build_apply(&l->build, step - 1, step, diags);
}

/* What the application does between two steps. */
static bool live_on(struct living *l, size_t step, struct diags *diags)
{
    const struct life *life = l->life;
    if (step == life->base && life->base_updates)
        return drain(l, life->base_tree, life->base_updates, diags);
    if (!life->drain_early || step < life->base || !living_version_ends(l, step))
        return true;
    return living_insist(l, drain_own, step, diags);
}

/* False also where enough was seen. */
static bool show(struct living *l, size_t step, struct diags *diags)
{
    const struct build_observer *observer = l->life->observer;
    if (!observer || !observer->wants(observer->data, step))
        return true;
    struct catalog *catalog = build_read(&l->build, l->ctx, diags);
    return catalog && observer->see(observer->data, step, catalog);
}

static bool live(struct living *l, struct diags *diags)
{
    const struct plan *plan = l->build.plan;
    bool ok = live_on(l, 0, diags) && living_furnish(l, 0, diags);
    for (size_t i = 1; ok && i < plan->n_steps; i++) {
        l->lived->step = i;
        ok = living_insist(l, apply, i, diags) && live_on(l, i, diags) && living_furnish(l, i, diags) &&
             show(l, i, diags);
    }
    ok = ok && living_insist(l, drain_own, l->lived->step, diags);
    if (ok)
        l->lived->whole = build_read(&l->build, l->ctx, diags);
    return l->lived->whole != NULL;
}

bool build_living(struct server *server, const struct schema_tree *tree, struct updates *updates,
                  const struct plan *plan, const struct life *life, void *ctx, struct lived *lived, struct diags *diags)
{
    static const struct accepted whatever = {.all = true};
    struct living l = {.tree = tree, .updates = updates, .life = life, .lived = lived, .ctx = ctx};
    *lived = (struct lived){0};
    if (!build_open(&l.build, server, plan, &whatever, diags))
        return false;
    l.rows = life->rows ? rows_maker_new(ctx, life->seed) : NULL;
    bool ok = build_begin(&l.build, &lived->bookkeeping, ctx, diags) && live(&l, diags);
    if (l.rows)
        lived->gaps = rows_gaps(l.rows, &lived->n_gaps);
    build_leave(&l.build);
    return ok;
}
