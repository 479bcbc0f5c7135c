#include "verify/blame.h"

#include <string.h>

#include "base/mem.h"
#include "kind/kind.h"

/* What is looked for and where it was last seen to change. */
struct suspect {
    const struct subject *subject;
    size_t from, to; /* the last change was in the steps after `from` up to `to`; both 0: not seen */
};

struct inquest {
    const struct plan *plan;
    struct suspect *suspects;
    size_t n;
    bool each_step; /* the second time: every step of the intervals found */
    size_t last;    /* the step whose catalog is `before` */
    void *ctx;
    struct catalog *before; /* NULL: nothing is there yet */
};

static struct objects objects_of(const struct catalog *catalog, const struct subject *s)
{
    if (!catalog)
        return (struct objects){NULL, 0};
    struct objects all = catalog_children(catalog, s->kind, s->schema, s->relation);
    if (!s->name)
        return all;
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.items[i]->name, s->name) == 0)
            return (struct objects){all.items + i, 1};
    return (struct objects){NULL, 0};
}

static bool changed(const struct inquest *q, const struct subject *subject, const struct catalog *now)
{
    struct objects before = objects_of(q->before, subject), after = objects_of(now, subject);
    if (before.n != after.n)
        return true;
    int field;
    for (size_t i = 0; i < before.n; i++)
        if (object_compare_identity(before.items[i], after.items[i]) != 0 ||
            !object_same_values(before.items[i], after.items[i], &field))
            return true;
    return false;
}

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
        if (inside && changed(q, s->subject, catalog)) {
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

static bool hold(struct site *site, struct inquest *q, bool each_step, struct diags *diags)
{
    q->each_step = each_step;
    q->last = 0;
    q->before = NULL;
    struct build_watch watch = {wants, see, q};
    bool ok = build_watched(site->server, q->plan, &watch, q->ctx, diags);
    mem_free(q->before);
    return ok;
}

bool blame(struct site *site, const struct plan *plan, const struct disparity *subjects, size_t n,
           struct culprit *culprits, struct diags *diags)
{
    void *ctx = mem_root("blame");
    struct inquest q = {.plan = plan, .n = n, .ctx = ctx};
    q.suspects = mem_array(ctx, struct suspect, n);
    for (size_t i = 0; i < n; i++)
        q.suspects[i].subject = &subjects[i].subject;
    bool ok = hold(site, &q, false, diags) && hold(site, &q, true, diags);
    for (size_t i = 0; i < n; i++)
        culprits[i].step = ok && q.suspects[i].to > 0 ? &plan->steps[q.suspects[i].from + 1] : NULL;
    mem_free(ctx);
    return ok;
}
