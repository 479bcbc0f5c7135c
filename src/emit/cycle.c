#include "emit/cycle.h"

#include "base/components.h"
#include "base/mem.h"

size_t *cycle_components(void *ctx, const struct graph *g, bool with_soft)
{
    void *work = mem_context(ctx);
    size_t *first = mem_array(work, size_t, g->n + 1), *to = mem_array(work, size_t, g->n_edges), n = 0;
    for (size_t i = 0; i < g->n; i++) {
        first[i] = n;
        for (size_t k = g->first[i]; k < g->first[i + 1]; k++)
            if (with_soft || !g->edges[k].soft)
                to[n++] = g->edges[k].later;
    }
    first[g->n] = n;
    size_t *components = components_find(ctx, g->n, first, to);
    mem_free(work);
    return components;
}

static bool on_cycle(const size_t *components, const struct edge *e)
{
    return !e->soft && cycle_has(components, e);
}

static bool is_view(const struct edge *e)
{
    return e->part->kind->phase == PHASE_VIEW;
}

/* Of each cycle all checks and defaults, or else the query of its first view. */
static void postpone_parts(const struct graph *g, const size_t *components, struct catalog *catalog, bool *done)
{
    for (size_t i = 0; i < g->n_edges; i++)
        if (on_cycle(components, &g->edges[i]) && g->edges[i].part && !is_view(&g->edges[i])) {
            catalog_postpone(catalog, g->edges[i].part);
            done[components[g->edges[i].earlier]] = true;
        }
    const struct edge **views = mem_array(g->ctx, const struct edge *, g->n);
    for (size_t i = 0; i < g->n_edges; i++)
        if (on_cycle(components, &g->edges[i]) && g->edges[i].part)
            views[g->edges[i].later] = &g->edges[i];
    for (size_t i = 0; i < g->n; i++)
        if (views[i] && !done[components[i]]) {
            catalog_postpone(catalog, views[i]->part);
            done[components[i]] = true;
        }
}

/* The edges of a shortest cycle through a unit: back[i] is the one by which i was reached. */
static void find_cycle(const struct graph *g, const size_t *components, size_t start, const struct edge **back)
{
    /* The first unit comes twice: where the cycle begins, and where it ends. */
    size_t *queue = mem_array(g->ctx, size_t, g->n + 1), head = 0, tail = 0;
    queue[tail++] = start;
    while (head < tail && !back[start]) {
        size_t unit = queue[head++];
        for (size_t i = g->first[unit]; i < g->first[unit + 1]; i++) {
            const struct edge *e = &g->edges[i];
            if (!on_cycle(components, e) || back[e->later])
                continue;
            back[e->later] = e;
            queue[tail++] = e->later;
        }
    }
}

static void report(const struct graph *g, const size_t *components, size_t start, struct diags *diags)
{
    const struct edge **back = mem_array(g->ctx, const struct edge *, g->n);
    find_cycle(g, components, start, back);
    struct text t;
    text_open(&t);
    size_t at = start;
    do {
        const struct edge *e = back[at];
        fprintf(t.out, "%s needs %s\n", object_describe(g->ctx, g->units[at].object),
                object_describe(g->ctx, g->units[e->earlier].object));
        at = e->earlier;
    } while (at != start);
    struct diag *e = diag_error(diags, "these objects are a dependency cycle, so no order of statements makes them:");
    diag_detail(diags, e, text_close(&t, g->ctx));
    diag_hint(diags, e,
              "change one of them so that it does without the next; a function whose body is text instead "
              "of BEGIN ATOMIC needs nothing that its body names");
}

bool cycle_break(struct graph *g, struct catalog *catalog, bool *found, struct diags *diags)
{
    const size_t *components = cycle_components(g->ctx, g, false);
    bool *done = mem_array(g->ctx, bool, g->n + 1);
    *found = false;
    postpone_parts(g, components, catalog, done);
    for (size_t i = 0; i < g->n_edges; i++) {
        if (!on_cycle(components, &g->edges[i]))
            continue;
        *found = true;
        if (done[components[g->edges[i].earlier]])
            continue;
        report(g, components, g->edges[i].earlier, diags);
        return false;
    }
    return true;
}
