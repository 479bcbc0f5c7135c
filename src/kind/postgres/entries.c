#include "kind/postgres/entries.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

struct entries entries_read(void *ctx, const char *array)
{
    struct list list = parse_array(ctx, array);
    struct entries entries = {.ctx = ctx};
    for (int i = 0; i < list.n; i++) {
        size_t at = mem_grow(ctx, &entries.items, &entries.n);
        entries.items[at] = list.items[i];
    }
    return entries;
}

static size_t place_of(const struct entries *entries, const char *name)
{
    size_t at = 0, n = strlen(name);
    while (at < entries->n && !(strncmp(entries->items[at], name, n) == 0 && entries->items[at][n] == '='))
        at++;
    return at;
}

void entries_set(struct entries *entries, const char *name, const char *entry)
{
    size_t at = place_of(entries, name);
    if (entry && at == entries->n)
        at = mem_grow(entries->ctx, &entries->items, &entries->n);
    if (entry)
        entries->items[at] = entry;
    else if (at < entries->n)
        memmove(entries->items + at, entries->items + at + 1, (--entries->n - at) * sizeof(*entries->items));
}

const char *entries_text(void *ctx, const struct entries *entries, int (*compare)(const void *a, const void *b))
{
    if (entries->n == 0)
        return NULL;
    if (compare)
        qsort(entries->items, entries->n, sizeof(*entries->items), compare);
    return array_text(ctx, entries->items, entries->n);
}
