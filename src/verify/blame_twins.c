#include "base/mem.h"
#include "base/process.h"
#include "verify/blame.h"

/* Clocks of whole seconds have moved on. */
enum { APART_MS = 1100 };

struct twins {
    const struct plan *plan;
    const struct disparity *subjects;
    size_t n;
    size_t *from, *to;      /* of each subject: they agree after step `from`, and not after `to`; both 0: not seen */
    bool each_step;         /* the second time: every step of the intervals found */
    bool second;            /* the second twin */
    struct catalog **first; /* the first twin's, by step */
    void *ctx;
};

static bool wants(void *data, size_t step)
{
    const struct twins *t = data;
    const struct step *steps = t->plan->steps;
    if (!t->each_step)
        return step + 1 == t->plan->n_steps || steps[step].version != steps[step + 1].version;
    for (size_t i = 0; i < t->n; i++)
        if (step > t->from[i] && step <= t->to[i])
            return true;
    return false;
}

static bool see(void *data, size_t step, struct catalog *catalog)
{
    struct twins *t = data;
    if (!t->second) {
        t->first[step] = catalog;
        return true;
    }
    for (size_t i = 0; i < t->n; i++) {
        bool open = t->each_step ? step > t->from[i] && step < t->to[i] : t->to[i] == 0;
        if (!open)
            continue;
        if (subject_differs(&t->subjects[i].subject, t->first[step], catalog))
            t->to[i] = step;
        else if (t->each_step || t->to[i] == 0)
            t->from[i] = step;
    }
    mem_free(catalog);
    mem_free(t->first[step]);
    t->first[step] = NULL;
    return true;
}

static bool build_both(struct verify_run *run, struct twins *t, bool each_step, struct diags *diags)
{
    struct build_observer observer = {.wants = wants, .see = see, .data = t};
    t->each_step = each_step;
    t->second = false;
    if (!build_observed(run->server, t->plan, &whatever_depends_on_the_clock, &observer, t->ctx, diags))
        return false;
    t->second = true;
    return !process_pause(run->context->options->server.stop, APART_MS) &&
           build_observed(run->server, t->plan, &whatever_depends_on_the_clock, &observer, t->ctx, diags);
}

bool blame_twins(struct verify_run *run, const struct plan *plan, const struct disparity *subjects, size_t n,
                 struct culprit *culprits, struct diags *diags)
{
    void *ctx = mem_root("blame_twins");
    struct twins t = {.plan = plan, .subjects = subjects, .n = n, .ctx = ctx};
    t.from = mem_array(ctx, size_t, n);
    t.to = mem_array(ctx, size_t, n);
    t.first = mem_array(ctx, struct catalog *, plan->n_steps);
    bool ok = build_both(run, &t, false, diags) && build_both(run, &t, true, diags);
    for (size_t i = 0; i < n; i++)
        culprits[i].step = ok && t.to[i] > 0 ? &plan->steps[t.to[i]] : NULL;
    mem_free(ctx);
    return ok;
}
