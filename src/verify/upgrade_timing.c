/*
 * When background updates are done decides on little of what a delta makes differ: on an index that they make, say. Two
 * findings that are one delta's are told as one.
 */
#include <string.h>

#include "base/mem.h"
#include "verify/upgrade_finding.h"

const char *upgrade_timing_words(bool early)
{
    return early ? "with background updates before each version" : "with background updates at the end";
}

static bool is_all(const struct upgrade_finding *f, bool early)
{
    for (size_t i = 0; i < f->n_ways; i++)
        if (f->ways[i].early != early)
            return false;
    return true;
}

static bool has_base(const struct upgrade_finding *f, const struct upgrade_base *base)
{
    for (size_t i = 0; i < f->n_ways; i++)
        if (f->ways[i].base == base)
            return true;
    return false;
}

static bool has_bases_of(const struct upgrade_finding *f, const struct upgrade_finding *other)
{
    for (size_t i = 0; i < other->n_ways; i++)
        if (!has_base(f, other->ways[i].base))
            return false;
    return true;
}

static bool has(const struct disparities *list, const struct disparity *d)
{
    for (size_t i = 0; i < list->n; i++)
        if (disparity_same(&list->items[i], d))
            return true;
    return false;
}

static bool share_something(const struct upgrade_finding *a, const struct upgrade_finding *b)
{
    for (size_t i = 0; i < a->difference.n; i++)
        if (has(&b->difference, &a->difference.items[i]))
            return true;
    return false;
}

/* Of a delta, of the same bases, and each of one timing, which is not the other's. */
static bool belong_together(const struct upgrade_finding *a, const struct upgrade_finding *b)
{
    bool early = a->ways[0].early;
    return a->fault == UPGRADE_DIFFERS && b->fault == UPGRADE_DIFFERS && a->step && b->step &&
           strcmp(a->step->path, b->step->path) == 0 && a->ways[0].run->engine == b->ways[0].run->engine &&
           is_all(a, early) && is_all(b, !early) && has_bases_of(a, b) && has_bases_of(b, a) && share_something(a, b);
}

static void add(struct disparities *to, const struct disparity *d, const char *when)
{
    size_t at = mem_grow(to->ctx, &to->items, &to->n);
    to->items[at] = *d;
    to->items[at].when = when;
}

/* What is there whenever updates are done, then the rest. */
static struct disparities joined(void *ctx, const struct upgrade_finding *a, const struct upgrade_finding *b)
{
    struct disparities all = {.ctx = ctx};
    const struct upgrade_finding *const both[] = {a, b};
    for (size_t i = 0; i < a->difference.n; i++)
        if (has(&b->difference, &a->difference.items[i]))
            add(&all, &a->difference.items[i], NULL);
    for (size_t f = 0; f < 2; f++)
        for (size_t i = 0; i < both[f]->difference.n; i++)
            if (!has(&both[1 - f]->difference, &both[f]->difference.items[i]))
                add(&all, &both[f]->difference.items[i], upgrade_timing_words(both[f]->ways[0].early));
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
        for (size_t k = i + 1; k < findings->n; k++) {
            if (!belong_together(&findings->items[i], &findings->items[k]))
                continue;
            join(findings->ctx, &findings->items[i], &findings->items[k]);
            memmove(&findings->items[k], &findings->items[k + 1], (findings->n - k - 1) * sizeof(*findings->items));
            findings->n--;
            break;
        }
}
