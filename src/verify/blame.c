#include "verify/blame.h"

#include "base/mem.h"
#include "verify/blame_background.h"
#include "verify/blame_short.h"

/* What is looked for and where it was last seen to change. */
struct suspect {
    const struct subject *subject;
    size_t from, to; /* the last change was in the steps after `from` up to `to`; both 0: not seen */
};

struct inquest {
    const struct plan *plan;
    const struct life *life; /* NULL: nothing but the plan's files */
    struct suspect *suspects;
    size_t n;
    bool each_step; /* the second time: every step of the intervals found */
    size_t last;    /* the step whose catalog is `before` */
    void *ctx;
    struct catalog *before; /* NULL: nothing is there yet */
};

static bool wants(void *data, size_t step)
{
    const struct inquest *q = data;
    const struct step *steps = q->plan->steps;
    if (!q->each_step)
        return step + 1 == q->plan->n_steps || steps[step].version != steps[step + 1].version ||
               steps[step].kind != steps[step + 1].kind;
    for (size_t i = 0; i < q->n; i++)
        if (q->suspects[i].to > 0 && step >= q->suspects[i].from && step <= q->suspects[i].to)
            return true;
    return false;
}

static bool see(void *data, size_t step, struct catalog *catalog)
{
    struct inquest *q = data;
    for (size_t i = 0; i < q->n; i++) {
        struct suspect *s = &q->suspects[i];
        bool inside = !q->each_step || (s->to > 0 && step > s->from && step <= s->to);
        if (inside && subject_differs(s->subject, q->before, catalog)) {
            s->from = q->last;
            if (!q->each_step)
                s->to = step;
        }
    }
    mem_free(q->before);
    q->before = catalog;
    q->last = step;
    return true;
}

static bool live_observed(struct verify_run *run, const struct inquest *q, const struct build_observer *observer,
                          struct diags *diags)
{
    struct life life = *q->life;
    struct lived lived;
    life.observer = observer;
    return build_living(run->server, run->context->tree, run->context->updates, q->plan, &life, q->ctx, &lived, diags);
}

static bool hold(struct verify_run *run, struct inquest *q, bool each_step, struct diags *diags)
{
    q->each_step = each_step;
    q->last = 0;
    q->before = NULL;
    struct build_observer observer = {.wants = wants, .see = see, .data = q};
    bool ok = q->life ? live_observed(run, q, &observer, diags)
                      : build_observed(run->server, q->plan, &whatever_depends_on_the_clock, &observer, q->ctx, diags);
    mem_free(q->before);
    return ok;
}

struct disparities culprit_group(void *ctx, const struct disparities *all, const struct culprit *culprits, size_t i)
{
    struct disparities group = {ctx, NULL, 0};
    for (size_t j = 0; j < all->n; j++) {
        if (culprits[j].step != culprits[i].step)
            continue;
        if (j < i)
            return group;
        size_t at = mem_grow(ctx, &group.items, &group.n);
        group.items[at] = all->items[j];
    }
    return group;
}

/* Whether some change was in one of several steps. Of migrations each is a version. */
static bool is_open(const struct inquest *q)
{
    for (size_t i = 0; i < q->n; i++)
        if (q->suspects[i].to > q->suspects[i].from + 1)
            return true;
    return false;
}

bool blame_last_change(struct verify_run *run, const struct plan *plan, const struct life *life,
                       const struct disparity *subjects, size_t n, struct culprit *culprits, struct diags *diags)
{
    void *ctx = mem_root("blame");
    struct inquest q = {.plan = plan, .life = life, .n = n, .ctx = ctx};
    q.suspects = mem_array(ctx, struct suspect, n);
    for (size_t i = 0; i < n; i++)
        q.suspects[i].subject = &subjects[i].subject;
    bool ok = hold(run, &q, false, diags) && (!is_open(&q) || hold(run, &q, true, diags));
    for (size_t i = 0; i < n; i++)
        culprits[i].step = !ok                    ? NULL
                           : q.suspects[i].to > 0 ? &plan->steps[q.suspects[i].from + 1]
                                                  : blame_background(run, plan, &subjects[i].subject);
    mem_free(ctx);
    return ok;
}

/* Of migrations each is a version, and looking at every one of many takes longer than running all of them again. */
enum { MANY_STEPS = 40 };

static bool is_long(const struct verify_run *run, const struct plan *plan)
{
    return run->context->tree->layout->has_migrations && plan->n_steps > MANY_STEPS;
}

bool verify_blame(struct verify_run *run, const struct plan *plan, const struct disparity *subjects, size_t n,
                  struct culprit *culprits, struct diags *diags)
{
    void *ctx = mem_root("verify_blame");
    size_t *steps = mem_array(ctx, size_t, n + 1), left = 0;
    struct disparity *rest = mem_array(ctx, struct disparity, n + 1);
    struct culprit *found = mem_array(ctx, struct culprit, n + 1);
    bool shortly = plan == run->plan && is_long(run, plan);
    bool ok = !shortly || blame_shortly(run, subjects, n, steps, diags);
    for (size_t i = 0; i < n; i++) {
        culprits[i].step = steps[i] ? &plan->steps[steps[i]] : NULL;
        if (!steps[i])
            rest[left++] = subjects[i];
    }
    ok = ok && (left == 0 || blame_last_change(run, plan, NULL, rest, left, found, diags));
    for (size_t i = 0, at = 0; ok && i < n; i++)
        if (!steps[i])
            culprits[i] = found[at++];
    mem_free(ctx);
    return ok;
}
