/* Joins what both engines show: the same thing on both is one line of the page. */
#include <string.h>

#include "base/mem.h"
#include "page/view.h"

enum engine pair_engine(const struct pair *pair)
{
    int engine = 0;
    while (engine + 1 < ENGINE_COUNT && !pair->of[engine].item)
        engine++;
    return (enum engine)engine;
}

const struct item *pair_item(const struct pair *pair)
{
    return pair->of[pair_engine(pair)].item;
}

const char *key_of_name(void *ctx, enum engine engine, const struct item *item)
{
    (void)engine;
    return item->schema[0] ? mem_printf(ctx, "%s.%s", item->schema, item->name) : item->name;
}

/* How well an earlier engine's item fits: not at all, by its key but for case, by its key, by its name too. */
static int fit(const struct pair *pair, const char *key, const struct item *item, const char *own)
{
    if (strcmp(key, own) == 0)
        return equal_names(pair_item(pair)->name, item->name) ? 3 : 2;
    return equal_names(key, own);
}

/* The pair of earlier engines that fits best, and has none of this engine yet. */
static struct pair *partner(struct pairs *pairs, const char *const *keys, size_t n, const struct item *item,
                            const char *own, enum engine engine)
{
    struct pair *best = NULL;
    int best_fit = 0;
    for (size_t i = 0; i < n && best_fit < 3; i++) {
        int this_fit = pairs->items[i].of[engine].item ? 0 : fit(&pairs->items[i], keys[i], item, own);
        if (this_fit > best_fit) {
            best = &pairs->items[i];
            best_fit = this_fit;
        }
    }
    return best;
}

struct pairs pairs_make(void *ctx, const struct shown_list lists[ENGINE_COUNT], const struct model_kind *kind,
                        pair_key *key)
{
    struct pairs pairs = {0};
    const char **keys = NULL;
    size_t n_keys = 0;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        size_t n_earlier = pairs.n;
        for (size_t i = 0; i < lists[e].n; i++) {
            const struct shown *shown = &lists[e].items[i];
            if (shown->item->kind != kind)
                continue;
            const char *own = key(ctx, (enum engine)e, shown->item);
            if (!own)
                continue;
            struct pair *pair = partner(&pairs, keys, n_earlier, shown->item, own, (enum engine)e);
            if (!pair) {
                size_t at = mem_grow(ctx, &keys, &n_keys);
                mem_grow(ctx, &pairs.items, &pairs.n);
                keys[at] = own;
                pair = &pairs.items[at];
            }
            pair->of[e] = *shown;
        }
    }
    return pairs;
}
