#include "verify/blame_short.h"

#include "base/ascii.h"
#include "base/files.h"
#include "base/mem.h"

/* What is looked for. */
struct trail {
    const struct subject *subject;
    size_t first, last; /* steps whose files have its words; 0: none has */
    size_t low, high;   /* it was not yet as at the end after `low`, and was after `high` */
    bool lost;          /* it cannot be found so */
};

struct chase {
    const struct plan *plan;
    const struct catalog *end;
    struct trail *trails;
    size_t n;
    bool halves; /* the second way */
    void *ctx;
};

/* ---- where the words are ---- */

static bool has(const char *text, const char *word)
{
    return !word || !*word || ascii_find_word(text, text, word);
}

static void find_words(struct chase *c)
{
    for (size_t step = 1; step < c->plan->n_steps; step++) {
        const struct step *s = &c->plan->steps[step];
        size_t size;
        char *text = s->path ? file_read(c->ctx, s->root, s->path, &size) : NULL;
        for (size_t i = 0; text && i < c->n; i++) {
            struct trail *t = &c->trails[i];
            if (!has(text, t->subject->relation) || !has(text, t->subject->name))
                continue;
            t->first = t->first ? t->first : step;
            t->last = step;
        }
        mem_free(text);
    }
}

/* ---- looking on ---- */

static bool is_found(const struct trail *t)
{
    return t->high == t->low + 1;
}

static size_t middle(const struct trail *t)
{
    return t->low + (t->high - t->low) / 2;
}

static bool wants_step(const struct chase *c, const struct trail *t, size_t step)
{
    if (t->lost || is_found(t))
        return false;
    if (c->halves)
        return step == middle(t);
    return (t->first && (step == t->first || step + 1 == t->first)) ||
           (t->last && (step == t->last || step + 1 == t->last)) || step + 1 == c->plan->n_steps;
}

static bool wants(void *data, size_t step)
{
    const struct chase *c = data;
    for (size_t i = 0; i < c->n; i++)
        if (wants_step(c, &c->trails[i], step))
            return true;
    return false;
}

/* Everything that is read narrows what is known of each. */
static void narrow(const struct chase *c, struct trail *t, size_t step, const struct catalog *catalog)
{
    bool as_at_end = !subject_differs(t->subject, catalog, c->end);
    if (t->lost || is_found(t))
        return;
    if (step + 1 == c->plan->n_steps)
        t->lost = !as_at_end;
    else if (step > t->low && step < t->high && as_at_end)
        t->high = step;
    else if (step > t->low && step < t->high)
        t->low = step;
}

static bool see(void *data, size_t step, struct catalog *catalog)
{
    struct chase *c = data;
    for (size_t i = 0; i < c->n; i++)
        narrow(c, &c->trails[i], step, catalog);
    mem_free(catalog);
    return true;
}

static bool look_on(struct verify_run *run, struct chase *c, struct diags *diags)
{
    const struct build_observer observer = {.wants = wants, .see = see, .data = c};
    return build_observed(run->server, c->plan, &whatever_depends_on_the_clock, &observer, c->ctx, diags);
}

static bool is_open(const struct chase *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (!c->trails[i].lost && !is_found(&c->trails[i]))
            return true;
    return false;
}

bool blame_shortly(struct verify_run *run, const struct disparity *subjects, size_t n, size_t *steps,
                   struct diags *diags)
{
    void *ctx = mem_root("blame_shortly");
    struct chase c = {.plan = run->plan, .end = run->catalog, .n = n, .ctx = ctx};
    c.trails = mem_array(ctx, struct trail, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct trail *t = &c.trails[i];
        t->subject = &subjects[i].subject;
        t->high = run->plan->n_steps - 1;
        t->lost = !subject_differs(t->subject, NULL, c.end);
    }
    find_words(&c);
    bool ok = !is_open(&c) || look_on(run, &c, diags);
    c.halves = true;
    while (ok && is_open(&c) && !verify_context_cancelled(run->context))
        ok = look_on(run, &c, diags);
    for (size_t i = 0; i < n; i++)
        steps[i] = ok && !c.trails[i].lost && is_found(&c.trails[i]) ? c.trails[i].high : 0;
    mem_free(ctx);
    return ok;
}
