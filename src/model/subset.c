#include "model/subset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

const struct model *model_subset(void *ctx, const struct model *model,
                                 bool (*keep)(void *data, const struct item *item), void *data)
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

/* Statements about one object, of two snapshots: compared as text, each text counts. */
static const struct item *joined(void *ctx, const struct item *a, const struct item *b)
{
    const char *first = item_attribute(a, "sql"), *second = item_attribute(b, "sql");
    if (a->kind != &model_statement || strcmp(first, second) == 0)
        return a;
    bool in_order = strcmp(first, second) < 0;
    struct item *item = mem_new(ctx, struct item);
    struct attribute *sql = mem_new(ctx, struct attribute);
    *sql = (struct attribute){"sql", mem_printf(ctx, "%s;\n%s", in_order ? first : second, in_order ? second : first)};
    *item = *a;
    item->attributes = sql;
    item->text = mem_printf(ctx, "%s\n%s", in_order ? a->text : b->text, in_order ? b->text : a->text);
    return item;
}

static void join_twin(void *ctx, const struct item **items, size_t n, const struct item *item)
{
    for (size_t i = 0; i < n; i++)
        if (model_compare_items(items[i], item) == 0)
            items[i] = joined(ctx, items[i], item);
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
    const struct item **items = NULL;
    *whole = (struct model){.ctx = whole, .engine = engine};
    for (size_t i = 0; i < n; i++) {
        const struct model *model = parts[i].model;
        whole->path = mem_strdup(whole, parts[i].path);
        for (size_t k = 0; k < model->n_items; k++) {
            const struct item *item = placed(whole, model->items[k], whole->path);
            if (is_in(parts, i, item)) {
                join_twin(whole, items, whole->n_items, item);
                continue;
            }
            size_t at = mem_grow(whole, &items, &whole->n_items);
            items[at] = item;
        }
    }
    if (items)
        qsort(items, whole->n_items, sizeof(*items), by_place);
    whole->items = items;
    return whole;
}
