#include "emit/cycle.h"

#include "base/mem.h"

/* Tarjan's algorithm, without recursion: rows wait for rows by the million. */
struct search {
    const struct graph *g;
    bool with_mentioned;
    size_t *number, *low, *next; /* of each unit: when it was reached (0: not yet), the lowest reached, its next edge */
    size_t *path, n_path;        /* how the search got where it is */
    size_t *open, n_open;        /* reached, and of no component yet */
    size_t *component;           /* 0: none yet */
    size_t n_reached, n_components;
};

static void enter(struct search *s, size_t unit)
{
    s->number[unit] = s->low[unit] = ++s->n_reached;
    s->next[unit] = s->g->first[unit];
    s->path[s->n_path++] = unit;
    s->open[s->n_open++] = unit;
}

static void lower(struct search *s, size_t unit, size_t number)
{
    if (number < s->low[unit])
        s->low[unit] = number;
}

static void leave(struct search *s, size_t unit)
{
    s->n_path--;
    if (s->n_path > 0)
        lower(s, s->path[s->n_path - 1], s->low[unit]);
    if (s->low[unit] != s->number[unit])
        return;
    s->n_components++;
    size_t member;
    do {
        member = s->open[--s->n_open];
        s->component[member] = s->n_components;
    } while (member != unit);
}

static void search_from(struct search *s, size_t start)
{
    enter(s, start);
    while (s->n_path > 0) {
        size_t unit = s->path[s->n_path - 1];
        if (s->next[unit] == s->g->first[unit + 1]) {
            leave(s, unit);
            continue;
        }
        const struct edge *e = &s->g->edges[s->next[unit]++];
        if (e->mentioned && !s->with_mentioned)
            continue;
        if (s->number[e->later] == 0)
            enter(s, e->later);
        else if (s->component[e->later] == 0)
            lower(s, unit, s->number[e->later]);
    }
}

size_t *cycle_components(void *ctx, const struct graph *g, bool with_mentioned)
{
    void *work = mem_context(ctx);
    struct search s = {.g = g, .with_mentioned = with_mentioned};
    s.number = mem_array(work, size_t, g->n);
    s.low = mem_array(work, size_t, g->n);
    s.next = mem_array(work, size_t, g->n);
    s.path = mem_array(work, size_t, g->n);
    s.open = mem_array(work, size_t, g->n);
    s.component = mem_array(ctx, size_t, g->n);
    for (size_t i = 0; i < g->n; i++)
        if (s.number[i] == 0)
            search_from(&s, i);
    mem_free(work);
    return s.component;
}

static bool on_cycle(const size_t *components, const struct edge *e)
{
    return !e->mentioned && cycle_has(components, e);
}

static void postpone(struct catalog *catalog, const struct object *o)
{
    if (catalog_postpones(catalog, o))
        return;
    size_t at = mem_grow(catalog->ctx, &catalog->postponed, &catalog->n_postponed);
    catalog->postponed[at] = o;
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
            postpone(catalog, g->edges[i].part);
            done[components[g->edges[i].earlier]] = true;
        }
    const struct edge **views = mem_array(g->ctx, const struct edge *, g->n);
    for (size_t i = 0; i < g->n_edges; i++)
        if (on_cycle(components, &g->edges[i]) && g->edges[i].part)
            views[g->edges[i].later] = &g->edges[i];
    for (size_t i = 0; i < g->n; i++)
        if (views[i] && !done[components[i]]) {
            postpone(catalog, views[i]->part);
            done[components[i]] = true;
        }
}

/* The edges of a shortest cycle through a unit: back[i] is the one by which i was reached. */
static void find_cycle(const struct graph *g, const size_t *components, size_t start, const struct edge **back)
{
    size_t *queue = mem_array(g->ctx, size_t, g->n), head = 0, tail = 0;
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
