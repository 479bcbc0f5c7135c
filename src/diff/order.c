/*
 * Columns that stand in another order. A column that was added or removed
 * before them moves nothing: only the order of those both sides have counts,
 * and of these as few as possible are reported.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "diff/draft.h"
#include "model/kinds.h"

static long position(const struct item *column)
{
    const char *value = item_attribute(column, "position");
    return value ? strtol(value, NULL, 10) : 0;
}

static int by_old_position(const void *a, const void *b)
{
    const struct draft_change *x = *(struct draft_change *const *)a, *y = *(struct draft_change *const *)b;
    long first = position(x->change.old_item), second = position(y->change.old_item);
    return (first > second) - (first < second);
}

static bool is_of_parents(const struct change *c)
{
    return item_fact(c->old_item, "of parents", 0) && item_fact(c->new_item, "of parents", 0);
}

/* pg_dump says INHERITS in CREATE TABLE, which puts first what the parents have, whenever they got it. */
static bool is_unsaid(const struct diff_draft *d, const struct change *c)
{
    return (model_is_dump(d->old_model) || model_is_dump(d->new_model)) && is_of_parents(c);
}

/* The columns both sides have, in the old order; without those whose places a side cannot say. */
static size_t common_columns(struct diff_draft *d, struct change_run run, struct draft_change **columns)
{
    size_t n = 0;
    for (size_t i = run.from; i < run.to; i++) {
        struct draft_change *c = &d->changes[i];
        if (!c->gone && c->change.old_item && c->change.new_item && c->change.new_item->kind == &model_column &&
            !is_unsaid(d, &c->change))
            columns[n++] = c;
    }
    if (n)
        qsort(columns, n, sizeof(struct draft_change *), by_old_position);
    return n;
}

/* The longest run of columns whose order is the same stays; the others have moved. */
static void tell_moved(struct diff_draft *d, void *scratch, struct draft_change **columns, size_t n)
{
    size_t *length = mem_array(scratch, size_t, n), *before = mem_array(scratch, size_t, n), best = 0;
    bool *stays = mem_array(scratch, bool, n);
    for (size_t i = 0; i < n; i++) {
        before[i] = i;
        for (size_t k = 0; k < i; k++)
            if (length[k] > length[i] &&
                position(columns[k]->change.new_item) < position(columns[i]->change.new_item)) {
                length[i] = length[k];
                before[i] = k;
            }
        length[i]++;
        best = length[i] > length[best] ? i : best;
    }
    for (size_t i = best; n > 0; i = before[i]) {
        stays[i] = true;
        if (before[i] == i)
            break;
    }
    for (size_t i = 0; i < n; i++)
        if (!stays[i])
            draft_add_attribute(d, columns[i], "position", item_attribute(columns[i]->change.old_item, "position"),
                                item_attribute(columns[i]->change.new_item, "position"));
}

/* Most tables keep their order, which is seen at once. */
static bool in_order(struct draft_change *const *columns, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (position(columns[i - 1]->change.new_item) > position(columns[i]->change.new_item))
            return false;
    return true;
}

void find_moved_columns(struct diff_draft *d)
{
    for (struct change_run run = draft_next_table(d, 0); run.from < d->n; run = draft_next_table(d, run.to)) {
        void *scratch = mem_context(d->ctx);
        struct draft_change **columns = mem_array(scratch, struct draft_change *, run.to - run.from);
        size_t n = common_columns(d, run, columns);
        if (!in_order(columns, n))
            tell_moved(d, scratch, columns, n);
        mem_free(scratch);
    }
}
