#include "generate/living.h"

#include "apply/background.h"
#include "apply/deltas.h"
#include "base/mem.h"
#include "generate/build_private.h"

struct living {
    struct site site;
    const struct schema_tree *tree;
    struct updates *updates;
    const struct life *life;
    struct lived *lived;
    void *ctx;
};

static bool drain(struct living *l, const struct schema_tree *tree, struct updates *updates, struct diags *diags)
{
    l->lived->draining = true;
    bool ok = background_drain(l->site.connection, updates, tree, l->site.plan, NULL, 0, diags);
    l->lived->draining = !ok;
    return ok;
}

/* What the application does between two steps. */
static bool live_on(struct living *l, size_t step, struct diags *diags)
{
    const struct life *life = l->life;
    const struct plan *plan = l->site.plan;
    if (step == life->base && life->base_updates)
        return drain(l, life->base_tree, life->base_updates, diags);
    bool version_ends = step + 1 < plan->n_steps && plan->steps[step + 1].version != plan->steps[step].version;
    if (!life->drain_early || step < life->base || (step != life->base && !version_ends))
        return true;
    return drain(l, l->tree, l->updates, diags);
}

/* False also where enough was seen. */
static bool show(struct living *l, size_t step, struct diags *diags)
{
    const struct build_observer *observer = l->life->observer;
    if (!observer || !observer->wants(observer->data, step))
        return true;
    struct catalog *catalog = site_read(&l->site, l->ctx, diags);
    return catalog && observer->see(observer->data, step, catalog);
}

static bool live(struct living *l, struct diags *diags)
{
    const struct plan *plan = l->site.plan;
    bool ok = live_on(l, 0, diags);
    for (size_t i = 1; ok && i < plan->n_steps; i++) {
        l->lived->step = i;
        ok = site_apply(&l->site, i - 1, i, diags) && live_on(l, i, diags) && show(l, i, diags);
    }
    ok = ok && drain(l, l->tree, l->updates, diags);
    if (ok)
        l->lived->whole = site_read(&l->site, l->ctx, diags);
    return l->lived->whole != NULL;
}

bool build_living(struct server *server, const struct schema_tree *tree, struct updates *updates,
                  const struct plan *plan, const struct life *life, void *ctx, struct lived *lived, struct diags *diags)
{
    static const struct accepted whatever = {.all = true};
    struct living l = {.tree = tree, .updates = updates, .life = life, .lived = lived, .ctx = ctx};
    *lived = (struct lived){0};
    if (!site_open(&l.site, server, plan, &whatever, diags))
        return false;
    if (apply_bookkeeping(l.site.connection, plan, diags))
        lived->bookkeeping = site_read(&l.site, ctx, diags);
    bool ok = lived->bookkeeping && live(&l, diags);
    site_leave(&l.site);
    return ok;
}
