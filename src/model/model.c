#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

/* What an item is reported under: the relation it belongs to, or itself. */
static const char *item_group(const struct item *item)
{
    return item->relation[0] ? item->relation : item->name;
}

int model_compare_items(const struct item *a, const struct item *b)
{
    int order = strcmp(a->schema, b->schema);
    order = order ? order : strcmp(item_group(a), item_group(b));
    order = order ? order : (int)model_kind_place(a->kind) - (int)model_kind_place(b->kind);
    order = order ? order : strcmp(a->relation, b->relation);
    return order ? order : strcmp(a->name, b->name);
}

const struct item *model_find(const struct model *model, const struct model_kind *kind, const char *schema,
                              const char *relation, const char *name)
{
    const struct item wanted = {.kind = kind, .schema = schema, .relation = relation, .name = name};
    size_t low = 0, high = model->n_items;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = model_compare_items(model->items[middle], &wanted);
        if (order == 0)
            return model->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int compare_group(const struct item *item, const char *schema, const char *relation)
{
    int order = strcmp(item->schema, schema);
    return order ? order : strcmp(item_group(item), relation);
}

/* The first item that is not before the relation; `beyond`: after it. */
static size_t bound(const struct model *model, const char *schema, const char *relation, bool beyond)
{
    size_t low = 0, high = model->n_items;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_group(model->items[middle], schema, relation);
        if (order < 0 || (beyond && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct item_run model_relation_items(const struct model *model, const char *schema, const char *relation)
{
    size_t from = bound(model, schema, relation, false);
    return (struct item_run){model->items + from, bound(model, schema, relation, true) - from};
}

const char *item_attribute(const struct item *item, const char *name)
{
    for (size_t i = 0; i < item->n_attributes; i++)
        if (strcmp(item->attributes[i].name, name) == 0)
            return item->attributes[i].value;
    return NULL;
}

const char *item_fact(const struct item *item, const char *name, size_t i)
{
    for (size_t k = 0; k < item->n_facts; k++)
        if (strcmp(item->facts[k].name, name) == 0 && i-- == 0)
            return item->facts[k].value;
    return NULL;
}

bool item_has_fact(const struct item *item, const char *name, const char *value)
{
    for (size_t k = 0; k < item->n_facts; k++)
        if (strcmp(item->facts[k].name, name) == 0 && strcmp(item->facts[k].value, value) == 0)
            return true;
    return false;
}

char *item_describe(void *ctx, const struct item *item)
{
    /* A schema stands in none. */
    const char *schema = item->kind == &model_schema ? "" : item->schema, *relation = item->relation;
    return mem_printf(ctx, "%s %s%s%s%s%s", item->kind->name, schema, schema[0] ? "." : "", relation,
                      relation[0] ? "." : "", item->name);
}
