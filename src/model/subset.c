#include "model/subset.h"

#include <stdlib.h>

#include "base/mem.h"

const struct model *model_subset(void *ctx, const struct model *model,
                                 bool (*keep)(const void *data, const struct item *item), const void *data)
{
    struct model *subset = mem_new(ctx, struct model);
    *subset = *model;
    subset->ctx = subset;
    subset->items = mem_array(subset, const struct item *, model->n_items);
    subset->n_items = 0;
    for (size_t i = 0; i < model->n_items; i++)
        if (keep(data, model->items[i]))
            subset->items[subset->n_items++] = model->items[i];
    return subset;
}

static int by_place(const void *a, const void *b)
{
    return model_compare_items(*(const struct item *const *)a, *(const struct item *const *)b);
}

static bool is_in(const struct model *const *models, size_t n, const struct item *item)
{
    for (size_t i = 0; i < n; i++)
        if (model_find(models[i], item->kind, item->schema, item->relation, item->name))
            return true;
    return false;
}

const struct model *model_union(void *ctx, enum engine engine, const struct model *const *models, size_t n)
{
    struct model *whole = mem_new(ctx, struct model);
    struct not_compared *not_compared = NULL;
    const struct item **items = NULL;
    *whole = (struct model){.ctx = whole, .engine = engine};
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < models[i]->n_items; k++)
            if (!is_in(models, i, models[i]->items[k])) {
                size_t at = mem_grow(whole, &items, &whole->n_items);
                items[at] = models[i]->items[k];
            }
        for (size_t k = 0; k < models[i]->n_not_compared; k++) {
            size_t at = mem_grow(whole, &not_compared, &whole->n_not_compared);
            not_compared[at] = models[i]->not_compared[k];
        }
    }
    if (items)
        qsort(items, whole->n_items, sizeof(*items), by_place);
    whole->items = items;
    whole->not_compared = not_compared;
    return whole;
}
