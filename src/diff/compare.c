/* Two models walked side by side in their common order. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/same_text.h"
#include "diff/diff.h"
#include "diff/draft.h"
#include "diff/rule.h"
#include "diff/users.h"
#include "model/kinds.h"

void draft_add_attribute(struct diff_draft *d, struct draft_change *c, const char *name, const char *old_value,
                         const char *new_value)
{
    size_t at = mem_grow(d->ctx, &c->attributes, &c->n_attributes);
    c->attributes[at] = (struct attribute_change){name, old_value, new_value};
}

/* Where a column stands is looked at for the table as a whole (order.c). */
static bool is_position(const struct item *item, const char *attribute)
{
    return item->kind == &model_column && strcmp(attribute, "position") == 0;
}

static void compare_attributes(struct diff_draft *d, struct draft_change *c)
{
    const struct item *old_item = c->change.old_item, *new_item = c->change.new_item;
    for (size_t i = 0; i < new_item->n_attributes; i++) {
        const struct attribute *a = &new_item->attributes[i];
        const char *before = item_attribute(old_item, a->name);
        if (!is_position(new_item, a->name) && !same_text(before, a->value))
            draft_add_attribute(d, c, a->name, before, a->value);
    }
    for (size_t i = 0; i < old_item->n_attributes; i++) {
        const struct attribute *a = &old_item->attributes[i];
        if (!is_position(old_item, a->name) && !item_attribute(new_item, a->name))
            draft_add_attribute(d, c, a->name, a->value, NULL);
    }
}

static struct draft_change *add(struct diff_draft *d, enum change_action action, const struct item *old_item,
                                const struct item *new_item)
{
    size_t at = mem_grow(d->ctx, &d->changes, &d->n);
    d->changes[at].change = (struct change){.action = action, .old_item = old_item, .new_item = new_item};
    return &d->changes[at];
}

/* Columns stay on the list although nothing but their place may differ. */
static void compare_items(struct diff_draft *d, const struct item *old_item, const struct item *new_item)
{
    struct draft_change candidate = {.change = {.action = CHANGE_ALTERED, .old_item = old_item, .new_item = new_item}};
    compare_attributes(d, &candidate);
    if (candidate.n_attributes == 0 && new_item->kind != &model_column)
        return;
    *add(d, CHANGE_ALTERED, old_item, new_item) = candidate;
}

static void walk(struct diff_draft *d)
{
    const struct model *old_model = d->old_model, *new_model = d->new_model;
    for (size_t i = 0, k = 0; i < old_model->n_items || k < new_model->n_items;) {
        int order = i == old_model->n_items   ? 1
                    : k == new_model->n_items ? -1
                                              : model_compare_items(old_model->items[i], new_model->items[k]);
        if (order < 0)
            add(d, CHANGE_REMOVED, old_model->items[i++], NULL);
        else if (order > 0)
            add(d, CHANGE_ADDED, NULL, new_model->items[k++]);
        else
            compare_items(d, old_model->items[i++], new_model->items[k++]);
    }
}

static const char *group_of(const struct item *item)
{
    return item->relation[0] ? item->relation : item->name;
}

struct change_run draft_next_table(const struct diff_draft *d, size_t from)
{
    struct change_run run = {from, from};
    const struct item *first = from < d->n ? change_item(&d->changes[from].change) : NULL;
    for (; run.to < d->n; run.to++) {
        const struct item *item = change_item(&d->changes[run.to].change);
        if (strcmp(item->schema, first->schema) != 0 || strcmp(group_of(item), group_of(first)) != 0)
            break;
    }
    return run;
}

void draft_join(struct draft_change *removed, struct draft_change *added, const char *certain)
{
    added->change.action = CHANGE_RENAMED;
    added->change.old_item = removed->change.old_item;
    added->change.certain = certain;
    removed->gone = true;
}

/* What stands in CREATE TABLE is reported by the table where that is new or gone. */
static void swallow_insides(struct diff_draft *d)
{
    for (struct change_run run = draft_next_table(d, 0); run.from < d->n; run = draft_next_table(d, run.to)) {
        bool whole = false;
        for (size_t i = run.from; i < run.to; i++)
            whole = whole || is_change(&d->changes[i], CHANGE_ADDED, &model_table) ||
                    is_change(&d->changes[i], CHANGE_REMOVED, &model_table);
        for (size_t i = run.from; whole && i < run.to; i++)
            if (change_item(&d->changes[i].change)->kind->inside)
                d->changes[i].gone = true;
    }
}

static int by_item(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    int order = model_compare_items(change_item(x), change_item(y));
    return order ? order : (int)x->action - (int)y->action;
}

static void finish(struct diff_draft *d, struct comparison *comparison)
{
    comparison->changes = mem_array(d->ctx, struct change, d->n);
    comparison->n_changes = 0;
    struct rule_case rule_case = {d->old_model, d->new_model, .old_users = users_new(d->ctx, d->old_model)};
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *c = &d->changes[i];
        if (c->gone || (c->change.action == CHANGE_ALTERED && c->n_attributes == 0))
            continue;
        c->change.attributes = c->attributes;
        c->change.n_attributes = c->n_attributes;
        rules_judge(d->ctx, rule_case, &c->change);
        comparison->changes[comparison->n_changes++] = c->change;
    }
    users_free(rule_case.old_users);
    if (comparison->n_changes)
        qsort(comparison->changes, comparison->n_changes, sizeof(*comparison->changes), by_item);
}

void diff_models(void *ctx, const struct model *old_model, const struct model *new_model, struct comparison *comparison)
{
    struct model empty = {.engine = old_model ? old_model->engine : new_model ? new_model->engine : comparison->engine};
    struct diff_draft d = {
        .ctx = ctx, .old_model = old_model ? old_model : &empty, .new_model = new_model ? new_model : &empty};
    comparison->old_model = old_model;
    comparison->new_model = new_model;
    comparison->engine = empty.engine;
    walk(&d);
    turn_public_schema(&d);
    find_renamed_tables(&d);
    find_renamed_columns(&d);
    find_renamed_parts(&d);
    swallow_carried(&d);
    swallow_unsaid(&d);
    find_moved_columns(&d);
    swallow_insides(&d);
    finish(&d, comparison);
    mem_free(d.changes);
}

void diff_judge(void *ctx, const struct comparison *comparison, struct change *change)
{
    const struct model empty = {.engine = comparison->engine};
    const struct model *before = comparison->old_model ? comparison->old_model : &empty;
    const struct model *after = comparison->new_model ? comparison->new_model : &empty;
    struct rule_case rule_case = {before, after, .old_users = users_new(ctx, before)};
    rules_judge(ctx, rule_case, change);
    users_free(rule_case.old_users);
}
