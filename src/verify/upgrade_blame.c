#include "verify/upgrade_blame.h"

#include "base/mem.h"

/* When a subject was seen to become another in the two. */
struct parting {
    const struct subject *subject;
    bool apart;      /* where it was looked at last */
    size_t from, to; /* they were the same after step `from`, and no more after `to`; both 0: never */
};

/* Both ways are walked, first at the ends of versions, then at each step of the versions in which something happened.
 */
struct walk {
    void *ctx;
    const struct plan *plan;
    size_t made; /* its steps up to there are the same on both */
    struct parting *partings;
    size_t n;
    bool each_step;
    bool compares;             /* on the second way; on the first, catalogs are kept */
    struct catalog **catalogs; /* of the first way, by step */
    size_t last;               /* the step looked at before */
};

static bool wants(void *data, size_t step)
{
    const struct walk *w = data;
    const struct step *steps = w->plan->steps;
    if (step < w->made)
        return false;
    if (!w->each_step)
        return step + 1 == w->plan->n_steps || steps[step].version != steps[step + 1].version ||
               steps[step].kind != steps[step + 1].kind;
    for (size_t i = 0; i < w->n; i++)
        if (step >= w->partings[i].from && step <= w->partings[i].to)
            return true;
    return false;
}

static bool see(void *data, size_t step, struct catalog *catalog)
{
    struct walk *w = data;
    if (!w->compares) {
        w->catalogs[step] = catalog;
        return true;
    }
    for (size_t i = 0; i < w->n; i++) {
        struct parting *p = &w->partings[i];
        bool inside = !w->each_step || (step > p->from && step <= p->to);
        bool apart = inside && subject_differs(p->subject, w->catalogs[step], catalog);
        if (!w->each_step) {
            if (apart && !p->apart) {
                p->from = w->last;
                p->to = step;
            } else if (!apart)
                p->from = p->to = 0;
        } else if (inside && !apart)
            p->from = step;
        p->apart = apart;
    }
    w->last = step;
    mem_free(catalog);
    return true;
}

static bool walk_both(struct verify_run *run, const struct upgrade_route *route, const struct life *life,
                      struct walk *w, struct diags *diags)
{
    const struct build_observer observer = {.wants = wants, .see = see, .data = w};
    struct life watched = *life;
    struct lived lived;
    w->catalogs = mem_array(w->ctx, struct catalog *, route->plan->n_steps);
    w->compares = false;
    w->last = w->made;
    watched.observer = &observer;
    if (!build_observed(run->server, route->create, &whatever_depends_on_the_clock, &observer, w->ctx, diags))
        return false;
    w->compares = true;
    return build_living(run->server, run->context->tree, run->context->updates, route->plan, &watched, w->ctx, &lived,
                        diags);
}

bool upgrade_blame(struct verify_run *run, const struct upgrade_route *route, const struct life *life,
                   const struct disparity *subjects, size_t n, struct culprit *culprits, struct diags *diags)
{
    struct walk w = {.ctx = mem_root("upgrade_blame"), .plan = route->plan, .made = route->made, .n = n};
    w.partings = mem_array(w.ctx, struct parting, n);
    for (size_t i = 0; i < n; i++)
        w.partings[i] = (struct parting){.subject = &subjects[i].subject};
    /* Where the files do not run without updates in between, there is nothing to walk beside. */
    struct diags unsaid;
    diags_init(&unsaid, w.ctx);
    bool walked = walk_both(run, route, life, &w, &unsaid);
    w.each_step = true;
    walked = walked && walk_both(run, route, life, &w, &unsaid);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        culprits[i].step = walked && w.partings[i].to > 0 ? &route->plan->steps[w.partings[i].from + 1] : NULL;
        if (!culprits[i].step)
            ok = blame_last_change(run, route->plan, life, &subjects[i], 1, &culprits[i], diags);
    }
    mem_free(w.ctx);
    return ok;
}
