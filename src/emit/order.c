#include "emit/order.h"

#include <string.h>

#include "base/mem.h"
#include "emit/cycle.h"

const char *emit_group(const struct object *o)
{
    return o->relation[0] ? o->relation : o->name;
}

/* A heap of ranks, the smallest on top. */
struct heap {
    size_t *items;
    size_t n;
};

static void heap_push(void *ctx, struct heap *h, size_t rank)
{
    size_t at = mem_grow(ctx, &h->items, &h->n);
    while (at > 0 && h->items[(at - 1) / 2] > rank) {
        h->items[at] = h->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    h->items[at] = rank;
}

static size_t heap_pop(struct heap *h)
{
    size_t top = h->items[0], last = h->items[--h->n], at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < h->n && h->items[child + 1] < h->items[child])
            child++;
        if (child >= h->n || h->items[child] >= last)
            break;
        h->items[at] = h->items[child];
        at = child;
    }
    if (h->n)
        h->items[at] = last;
    return top;
}

/* What a body soft_needs gives way within a component (NULL: it does not). */
static bool counts(const size_t *components, const struct edge *e)
{
    return !(components && e->soft && cycle_has(components, e));
}

/* True if every unit found its place. */
static bool put_in_order(void *ctx, const struct graph *g, const size_t *components, struct order *order)
{
    size_t *open = mem_array(g->ctx, size_t, g->n); /* how many units each still needs */
    for (size_t i = 0; i < g->n_edges; i++)
        open[g->edges[i].later] += counts(components, &g->edges[i]);
    struct heap ready = {0};
    for (size_t i = 0; i < g->n; i++)
        if (open[i] == 0)
            heap_push(g->ctx, &ready, i);
    struct unit *units = mem_array(ctx, struct unit, g->n);
    size_t n = 0;
    while (ready.n) {
        size_t unit = heap_pop(&ready);
        units[n++] = g->units[unit];
        for (size_t i = g->first[unit]; i < g->first[unit + 1]; i++) {
            const struct edge *e = &g->edges[i];
            if (counts(components, e) && --open[e->later] == 0)
                heap_push(g->ctx, &ready, e->later);
        }
    }
    order->units = units;
    order->n = n;
    return n == g->n;
}

/* Whether a function that this snapshot makes has a body that cannot be checked. */
static bool has_unchecked(const struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->n_unchecked; i++) {
        const struct object *o = catalog->unchecked[i];
        if (catalog_find(catalog, o->kind, o->schema, o->relation, o->name))
            return true;
    }
    return false;
}

bool emit_order(void *ctx, const struct catalog *catalog, struct order *order, struct diags *diags)
{
    struct catalog *own = mem_copy(ctx, catalog, sizeof(*catalog));
    own->ctx = ctx;
    own->postponed = NULL;
    own->n_postponed = 0;
    *order = (struct order){.catalog = own, .bodies_unchecked = has_unchecked(catalog)};
    for (;;) {
        struct graph g = graph_open(ctx, own);
        bool found = false, done = put_in_order(ctx, &g, NULL, order);
        bool ok = done || cycle_break(&g, own, &found, diags);
        if (!done && ok && !found) {
            order->bodies_unchecked = true;
            done = put_in_order(ctx, &g, cycle_components(g.ctx, &g, true), order);
        }
        graph_close(&g);
        if (done || !ok)
            return ok;
    }
}
