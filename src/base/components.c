#include "base/components.h"

#include "base/mem.h"

/* Tarjan's algorithm, without recursion: rows wait for rows by the million. */
struct search {
    const size_t *first, *to;
    size_t *number, *low, *next; /* of each node: when it was reached (0: not yet), the lowest reached, its next edge */
    size_t *path, n_path;        /* how the search got where it is */
    size_t *open, n_open;        /* reached, and of no component yet */
    size_t *component;           /* 0: none yet */
    size_t n_reached, n_components;
};

static void enter(struct search *s, size_t node)
{
    s->number[node] = s->low[node] = ++s->n_reached;
    s->next[node] = s->first[node];
    s->path[s->n_path++] = node;
    s->open[s->n_open++] = node;
}

static void lower(struct search *s, size_t node, size_t number)
{
    if (number < s->low[node])
        s->low[node] = number;
}

static void leave(struct search *s, size_t node)
{
    s->n_path--;
    if (s->n_path > 0)
        lower(s, s->path[s->n_path - 1], s->low[node]);
    if (s->low[node] != s->number[node])
        return;
    s->n_components++;
    size_t member;
    do {
        member = s->open[--s->n_open];
        s->component[member] = s->n_components;
    } while (member != node);
}

static void search_from(struct search *s, size_t start)
{
    enter(s, start);
    while (s->n_path > 0) {
        size_t node = s->path[s->n_path - 1];
        if (s->next[node] == s->first[node + 1]) {
            leave(s, node);
            continue;
        }
        size_t to = s->to[s->next[node]++];
        if (s->number[to] == 0)
            enter(s, to);
        else if (s->component[to] == 0)
            lower(s, node, s->number[to]);
    }
}

size_t *components_find(void *ctx, size_t n, const size_t *first, const size_t *to)
{
    void *work = mem_context(ctx);
    struct search s = {.first = first, .to = to};
    s.number = mem_array(work, size_t, n);
    s.low = mem_array(work, size_t, n);
    s.next = mem_array(work, size_t, n);
    s.path = mem_array(work, size_t, n);
    s.open = mem_array(work, size_t, n);
    s.component = mem_array(ctx, size_t, n);
    for (size_t i = 0; i < n; i++)
        if (s.number[i] == 0)
            search_from(&s, i);
    mem_free(work);
    return s.component;
}
