/*
 * Columns that were renamed. Two columns of one type are no proof: one may be
 * dropped and the other added. But an added column stands last, so a new one
 * that stands where the old one stood, before columns that both sides have,
 * is the old one; provided that nothing else of the table contradicts it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/same_text.h"
#include "diff/draft.h"
#include "model/kinds.h"

/* The one removed and the one added column of a table. */
struct pair {
    struct draft_change *removed, *added;
    const char *from, *to; /* their names */
};

static struct draft_change *only_column(struct diff_draft *d, struct change_run run, enum change_action action)
{
    struct draft_change *found = NULL;
    for (size_t i = run.from; i < run.to; i++) {
        if (!is_change(&d->changes[i], action, &model_column))
            continue;
        if (found)
            return NULL;
        found = &d->changes[i];
    }
    return found;
}

static long position(const struct item *column)
{
    const char *value = item_attribute(column, "position");
    return value ? strtol(value, NULL, 10) : 0;
}

/* A column that both sides have stands behind both. */
static bool stands_before_others(const struct diff_draft *d, struct change_run run, const struct pair *p)
{
    for (size_t i = run.from; i < run.to; i++) {
        const struct change *c = &d->changes[i].change;
        if (c->action == CHANGE_ALTERED && c->new_item->kind == &model_column &&
            position(c->old_item) > position(p->removed->change.old_item) &&
            position(c->new_item) > position(p->added->change.new_item))
            return true;
    }
    return false;
}

/* Whether the text of an item names the column, as far as words can tell. */
static bool names(void *ctx, const struct item *item, const char *column)
{
    return strcmp(replace_word(ctx, item->text, column, "", false), item->text) != 0;
}

static bool follows(void *ctx, const struct pair *p, const struct item *before, const struct item *after)
{
    return same_attributes_but(ctx, before, after, p->from, p->to, false);
}

/* What was `removed` for its name is its definition, as unnamed constraints of SQLite have it. */
static struct draft_change *follower(struct diff_draft *d, void *ctx, struct change_run run, const struct pair *p,
                                     const struct draft_change *removed)
{
    const char *name = replace_word(ctx, removed->change.old_item->name, p->from, p->to, false);
    for (size_t i = run.from; i < run.to; i++) {
        struct draft_change *c = &d->changes[i];
        if (is_change(c, CHANGE_ADDED, removed->change.old_item->kind) && strcmp(c->change.new_item->name, name) == 0 &&
            follows(ctx, p, removed->change.old_item, c->change.new_item))
            return c;
    }
    return NULL;
}

/* A seed row whose value only stands under the new name. */
static bool is_same_row(const struct draft_change *c, const struct pair *p)
{
    const struct attribute_change *a = c->attributes;
    if (!is_change(c, CHANGE_ALTERED, &model_row) || c->n_attributes != 2)
        return false;
    return strcmp(a[0].name, p->to) == 0 && strcmp(a[1].name, p->from) == 0 && !a[0].old_value && !a[1].new_value &&
           same_text(a[0].new_value, a[1].old_value);
}

/*
 * Walks what else changed in the table: with `swallow`, what follows from the
 * renaming is gone. False where something that names the column does not.
 */
static bool agrees(struct diff_draft *d, void *ctx, struct change_run run, const struct pair *p, bool swallow)
{
    for (size_t i = run.from; i < run.to; i++) {
        struct draft_change *c = &d->changes[i], *other = NULL;
        const struct change *change = &c->change;
        if (swallow && is_same_row(c, p))
            c->gone = true;
        if (c->gone || c == p->removed || c == p->added || !change->old_item || !names(ctx, change->old_item, p->from))
            continue;
        if (change_item(change)->kind == &model_table || change_item(change)->kind == &model_row)
            continue;
        if (change->action == CHANGE_ALTERED && c->n_attributes == 0)
            continue;
        if (change->action == CHANGE_REMOVED)
            other = follower(d, ctx, run, p, c);
        bool ok =
            change->action == CHANGE_ALTERED ? follows(ctx, p, change->old_item, change->new_item) : other != NULL;
        if (!ok)
            return false;
        if (swallow)
            c->gone = true;
        if (swallow && other)
            other->gone = true;
    }
    return true;
}

/* An index that keeps its name and now names another column is not on the list unless it changed: look at it too. */
static bool unchanged_agree(const struct diff_draft *d, void *ctx, const struct pair *p)
{
    const struct item *column = p->removed->change.old_item;
    struct item_run parts = model_relation_items(d->old_model, column->schema, column->relation);
    for (size_t i = 0; i < parts.n; i++) {
        const struct item *part = parts.items[i];
        bool definition = part->kind == &model_constraint || part->kind == &model_index;
        const struct item *same = model_find(d->new_model, part->kind, part->schema, part->relation, part->name);
        if (definition && same && names(ctx, part, p->from) && strcmp(part->text, same->text) == 0)
            return false;
    }
    return true;
}

static void join_within(struct diff_draft *d, struct change_run run)
{
    struct pair p = {only_column(d, run, CHANGE_REMOVED), only_column(d, run, CHANGE_ADDED), NULL, NULL};
    if (!p.removed || !p.added)
        return;
    void *scratch = mem_context(d->ctx);
    const struct item *before = p.removed->change.old_item, *after = p.added->change.new_item;
    p.from = before->name;
    p.to = after->name;
    bool same = same_attributes_but(scratch, before, after, "", "", false);
    if (same && stands_before_others(d, run, &p) && agrees(d, scratch, run, &p, false) &&
        unchanged_agree(d, scratch, &p)) {
        agrees(d, scratch, run, &p, true);
        draft_join(p.removed, p.added, "it stands where the old one stood, before others, and is all else the same");
    }
    mem_free(scratch);
}

void find_renamed_columns(struct diff_draft *d)
{
    for (struct change_run run = draft_next_table(d, 0); run.from < d->n; run = draft_next_table(d, run.to))
        join_within(d, run);
}
