#include "fix/postgres_rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fix/dependents.h"

struct ranked {
    const struct object *object;
    size_t rank;
};

static int compare_objects(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    return a->object < b->object ? -1 : a->object > b->object;
}

struct ranks ranks_of(void *ctx, const struct order *order)
{
    struct ranks ranks = {mem_array(ctx, struct ranked, order->n + 1), 0, order->catalog};
    for (size_t i = 0; i < order->n; i++)
        if (!order->units[i].postponed)
            ranks.items[ranks.n++] = (struct ranked){.object = order->units[i].object, .rank = i + 1};
    qsort(ranks.items, ranks.n, sizeof(*ranks.items), compare_objects);
    return ranks;
}

static size_t find(const struct ranks *ranks, const struct object *o)
{
    struct ranked key = {.object = o};
    const struct ranked *found = bsearch(&key, ranks->items, ranks->n, sizeof(key), compare_objects);
    return found ? found->rank : 0;
}

/* Of what has no statement of its own: that of the relation around it. */
static size_t rank_of(const struct ranks *ranks, const struct object *o)
{
    size_t rank = find(ranks, o);
    if (rank || !o->relation[0])
        return rank;
    struct objects around = relations_named(ranks->catalog, o->schema, o->relation);
    for (size_t i = 0; rank == 0 && i < around.n; i++)
        rank = find(ranks, around.items[i]);
    return rank;
}

/* Of a column: new ones come at the end, in their order. */
static long position_of(const struct object *o)
{
    for (int i = 0; i < o->kind->n_fields; i++)
        if (strcmp(o->kind->fields[i], "position") == 0)
            return strtol(object_value(o, i), NULL, 10);
    return 0;
}

int ranks_compare(const struct ranks *ranks, const struct object *a, const struct object *b)
{
    size_t x = rank_of(ranks, a), y = rank_of(ranks, b);
    if (x != y)
        return x < y ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank - b->rank;
    long p = position_of(a), q = position_of(b);
    return p != q ? (p < q ? -1 : 1) : object_compare_identity(a, b);
}
