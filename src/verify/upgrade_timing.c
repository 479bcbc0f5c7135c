/*
 * When background updates are done, and from which base, decides on little of what a delta makes differ: on an index
 * that they make, say. Findings that are one delta's are listed as one.
 */
#include <string.h>

#include "base/mem.h"
#include "verify/upgrade_finding.h"

const char *upgrade_timing_text(bool early)
{
    return early ? "with background updates before each version" : "with background updates at the end";
}

static bool has_way(const struct upgrade_finding *f, const struct upgrade_base *base, bool early)
{
    for (size_t i = 0; i < f->n_ways; i++)
        if (f->ways[i].base == base && f->ways[i].early == early)
            return true;
    return false;
}

static bool is_first_of_base(const struct upgrade_finding *f, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (f->ways[k].base == f->ways[i].base)
            return false;
    return true;
}

/* "with background updates before each version, or from v1.2": on which ways it was found. */
static char *describe(void *ctx, const struct upgrade_finding *f)
{
    struct text t;
    bool any = false;
    text_open(&t);
    for (int early = 1; early >= 0; early--)
        for (size_t i = 0; i < f->n_ways; i++)
            if (f->ways[i].early == early && !has_way(f, f->ways[i].base, !early)) {
                fprintf(t.out, "%s%s", any ? ", or " : "", upgrade_timing_text(early));
                any = true;
                break;
            }
    for (size_t i = 0, listed = 0; i < f->n_ways; i++) {
        const struct upgrade_base *base = f->ways[i].base;
        if (!is_first_of_base(f, i) || !has_way(f, base, true) || !has_way(f, base, false))
            continue;
        fprintf(t.out, "%s%s", listed++ ? ", " : any ? ", or from " : "from ", base->name);
    }
    return text_close(&t, ctx);
}

static struct disparity *find(const struct disparities *list, const struct disparity *d)
{
    for (size_t i = 0; i < list->n; i++)
        if (disparity_same(&list->items[i], d))
            return &list->items[i];
    return NULL;
}

static bool share_something(const struct upgrade_finding *a, const struct upgrade_finding *b)
{
    for (size_t i = 0; i < a->difference.n; i++)
        if (find(&b->difference, &a->difference.items[i]))
            return true;
    return false;
}

static bool belong_together(const struct upgrade_finding *a, const struct upgrade_finding *b)
{
    return a->fault == UPGRADE_DIFFERS && b->fault == UPGRADE_DIFFERS && a->step && b->step &&
           strcmp(a->step->path, b->step->path) == 0 && a->ways[0].run->engine == b->ways[0].run->engine &&
           share_something(a, b);
}

static void add(struct disparities *to, const struct disparity *d, const char *when)
{
    size_t at = mem_grow(to->ctx, &to->items, &to->n);
    to->items[at] = *d;
    to->items[at].when = when;
}

/* When it differs, on the ways of both together; NULL: on all of them. `other`: whether that has it, too. */
static const char *when_in_both(void *ctx, const struct disparity *d, bool other, const char *words,
                                const char *other_words)
{
    if (!d->when)
        return other ? NULL : words;
    return other ? mem_printf(ctx, "%s, or %s", d->when, other_words) : d->when;
}

/* What is there on every way, then the rest. */
static struct disparities joined(void *ctx, const struct upgrade_finding *a, const struct upgrade_finding *b)
{
    struct disparities all = {.ctx = ctx};
    const char *words = describe(ctx, a), *other_words = describe(ctx, b);
    for (int rest = 0; rest <= 1; rest++) {
        for (size_t i = 0; i < a->difference.n; i++) {
            const struct disparity *d = &a->difference.items[i];
            const char *when = when_in_both(ctx, d, find(&b->difference, d) != NULL, words, other_words);
            if ((when != NULL) == rest)
                add(&all, d, when);
        }
        for (size_t i = 0; rest && i < b->difference.n; i++)
            if (!find(&a->difference, &b->difference.items[i]))
                add(&all, &b->difference.items[i], other_words);
    }
    return all;
}

static void join(void *ctx, struct upgrade_finding *to, const struct upgrade_finding *other)
{
    to->difference = joined(ctx, to, other);
    for (size_t i = 0; i < other->n_ways; i++) {
        size_t at = mem_grow(ctx, &to->ways, &to->n_ways);
        to->ways[at] = other->ways[i];
    }
    upgrade_finding_describe(ctx, to);
}

void upgrade_findings_join_timings(struct upgrade_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++)
        for (size_t k = i + 1; k < findings->n;) {
            if (!belong_together(&findings->items[i], &findings->items[k])) {
                k++;
                continue;
            }
            join(findings->ctx, &findings->items[i], &findings->items[k]);
            memmove(&findings->items[k], &findings->items[k + 1], (findings->n - k - 1) * sizeof(*findings->items));
            findings->n--;
        }
}
