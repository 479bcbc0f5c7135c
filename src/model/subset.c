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

static bool is_in(const struct model_part *parts, size_t n, const struct item *item)
{
    for (size_t i = 0; i < n; i++)
        if (model_find(parts[i].model, item->kind, item->schema, item->relation, item->name))
            return true;
    return false;
}

static const struct item *placed(void *ctx, const struct item *item, const char *path)
{
    struct item *copy = mem_copy(ctx, item, sizeof(*item));
    copy->path = path;
    return copy;
}

const struct model *model_union(void *ctx, enum engine engine, const struct model_part *parts, size_t n)
{
    struct model *whole = mem_new(ctx, struct model);
    struct not_compared *not_compared = NULL;
    const struct item **items = NULL;
    *whole = (struct model){.ctx = whole, .engine = engine};
    for (size_t i = 0; i < n; i++) {
        const struct model *model = parts[i].model;
        whole->path = mem_strdup(whole, parts[i].path);
        for (size_t k = 0; k < model->n_items; k++)
            if (!is_in(parts, i, model->items[k])) {
                size_t at = mem_grow(whole, &items, &whole->n_items);
                items[at] = placed(whole, model->items[k], whole->path);
            }
        for (size_t k = 0; k < model->n_not_compared; k++) {
            size_t at = mem_grow(whole, &not_compared, &whole->n_not_compared);
            not_compared[at] = model->not_compared[k];
            not_compared[at].path = whole->path;
        }
    }
    if (items)
        qsort(items, whole->n_items, sizeof(*items), by_place);
    whole->items = items;
    whole->not_compared = not_compared;
    return whole;
}
