/* What one engine's snapshot of a database shows: all that is, and of a change all that was and is no more. */
#include "page/view.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/mem.h"
#include "model/kinds.h"

/* Which change an item of the new side has. */
struct known {
    const struct item *item;
    const struct change *change;
    UT_hash_handle hh;
};

bool is_relation(const struct model_kind *kind)
{
    return kind == &model_table || kind == &model_view || kind == &model_materialized_view;
}

/* What was reported under a table that has another name now is reported under that. */
static const char *reported_under(const struct comparison *side, const struct item *item, bool gone)
{
    const char *group = item->relation[0] ? item->relation : is_relation(item->kind) ? item->name : "";
    for (size_t i = 0; gone && group[0] && i < side->n_changes; i++) {
        const struct change *c = &side->changes[i];
        if (c->action == CHANGE_RENAMED && is_relation(c->old_item->kind) &&
            strcmp(c->old_item->schema, item->schema) == 0 && strcmp(c->old_item->name, group) == 0)
            return c->new_item->name;
    }
    return group;
}

static void add(void *ctx, struct shown_list *list, const struct comparison *side, const struct item *item,
                const struct change *change)
{
    bool gone = change && change->action == CHANGE_REMOVED;
    size_t at = mem_grow(ctx, &list->items, &list->n);
    list->items[at] = (struct shown){item, change, reported_under(side, item, gone)};
}

/* A column's place in its table: the text may tell it, else the line it stands on does. */
static long place(const struct item *item)
{
    const char *position = item_attribute(item, "position");
    return position ? strtol(position, NULL, 10) : item->line;
}

static int compare(const void *a, const void *b)
{
    const struct shown *x = a, *y = b;
    long order = strcmp(x->item->schema, y->item->schema);
    order = order ? order : strcmp(x->group, y->group);
    if (order == 0 && x->item->kind == &model_column && y->item->kind == &model_column)
        order = place(x->item) - place(y->item);
    return order < 0 ? -1 : order > 0 ? 1 : model_compare_items(x->item, y->item);
}

/* Columns and constraints of a table that is gone are in no change of their own. */
static void add_inside(void *ctx, struct shown_list *list, const struct comparison *side, const struct change *gone)
{
    const struct item *table = gone->old_item;
    struct item_run run = model_relation_items(side->old_model, table->schema, table->name);
    for (size_t i = 0; i < run.n; i++)
        if (run.items[i]->kind->inside && run.items[i]->relation[0])
            add(ctx, list, side, run.items[i], gone);
}

static void add_gone(void *ctx, struct shown_list *list, const struct comparison *side)
{
    for (size_t i = 0; i < side->n_changes; i++) {
        const struct change *change = &side->changes[i];
        if (change->action != CHANGE_REMOVED)
            continue;
        add(ctx, list, side, change->old_item, change);
        if (change->old_item->kind == &model_table && side->old_model)
            add_inside(ctx, list, side, change);
    }
}

static void add_present(void *ctx, struct shown_list *list, const struct comparison *side)
{
    struct known *changed = NULL, *one;
    struct known *nodes = mem_array(ctx, struct known, side->n_changes);
    for (size_t i = 0; i < side->n_changes; i++)
        if (side->changes[i].new_item) {
            nodes[i] = (struct known){.item = side->changes[i].new_item, .change = &side->changes[i]};
            HASH_ADD_PTR(changed, item, &nodes[i]);
        }
    for (size_t i = 0; i < side->new_model->n_items; i++) {
        HASH_FIND_PTR(changed, &side->new_model->items[i], one);
        add(ctx, list, side, side->new_model->items[i], one ? one->change : NULL);
    }
    HASH_CLEAR(hh, changed);
    mem_free(nodes);
}

struct shown_list shown_collect(void *ctx, const struct comparison *side)
{
    struct shown_list list = {0};
    if (side->new_model) {
        add_present(ctx, &list, side);
        add_gone(ctx, &list, side);
    } else if (side->old_model) {
        for (size_t i = 0; i < side->old_model->n_items; i++)
            add(ctx, &list, side, side->old_model->items[i], NULL);
    }
    if (list.n)
        qsort(list.items, list.n, sizeof(*list.items), compare);
    return list;
}
