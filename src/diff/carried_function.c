/* A function of a row of a renamed table: its types are part of what it is called, so that it looks like another one.
 */
#include <string.h>

#include "base/mem.h"
#include "base/same_text.h"
#include "diff/carried.h"
#include "model/kinds.h"

/* f(rooms) and f(halls). */
static bool same_call(void *ctx, const char *before, const char *after, const struct renamings *renamings)
{
    const char *old = strchr(before, '('), *new = strchr(after, '(');
    static const char statement[] = "CREATE FUNCTION f%s RETURNS int LANGUAGE sql AS ''";
    return old && new &&old - before == new - after &&strncmp(before, after, (size_t)(old - before)) == 0 &&
           is_same_renamed(mem_printf(ctx, statement, old), mem_printf(ctx, statement, new), renamings);
}

static bool same_attributes(void *ctx, const struct item *before, const struct item *after, struct renamings renamings)
{
    bool same = before->n_attributes == after->n_attributes;
    for (size_t i = 0; same && i < before->n_attributes; i++) {
        const struct attribute *a = &before->attributes[i];
        const struct attribute_change change = {a->name, a->value, item_attribute(after, a->name)};
        same = same_text(change.old_value, change.new_value) || is_carried(ctx, before, &change, renamings);
    }
    return same;
}

/* "FUNCTION f(rooms)": what is said of it; the same in an owner's and a right's name. */
static bool is_said_of(const struct item *item, const struct item *function)
{
    bool says = item->kind == &model_comment || item->kind == &model_privilege || item->kind == &model_owner;
    size_t n = strlen(item->name), length = strlen(function->name);
    return says && strcmp(item->schema, function->schema) == 0 && n > length && item->name[n - length - 1] == ' ' &&
           strcmp(item->name + n - length, function->name) == 0;
}

static void swallow_said(struct diff_draft *d, const struct item *before, const struct item *after)
{
    for (size_t i = 0; i < d->n; i++)
        for (size_t k = 0; k < d->n; k++) {
            struct draft_change *removed = &d->changes[i], *added = &d->changes[k];
            bool pair = !removed->gone && !added->gone && removed->change.action == CHANGE_REMOVED &&
                        added->change.action == CHANGE_ADDED && is_said_of(removed->change.old_item, before) &&
                        is_said_of(added->change.new_item, after) &&
                        removed->change.old_item->kind == added->change.new_item->kind;
            if (pair &&
                same_attributes(d->ctx, removed->change.old_item, added->change.new_item, (struct renamings){0}))
                removed->gone = added->gone = true;
        }
}

static bool is_same_function(void *ctx, const struct draft_change *removed, const struct draft_change *added,
                             struct renamings renamings)
{
    const struct item *before = removed->change.old_item, *after = added->change.new_item;
    return is_change(added, CHANGE_ADDED, &model_function) && strcmp(before->schema, after->schema) == 0 &&
           same_call(ctx, before->name, after->name, &renamings) && same_attributes(ctx, before, after, renamings);
}

void swallow_carried_functions(struct diff_draft *d, struct renamings renamings)
{
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *removed = &d->changes[i];
        void *work = mem_context(NULL);
        for (size_t k = 0; is_change(removed, CHANGE_REMOVED, &model_function) && k < d->n; k++) {
            struct draft_change *added = &d->changes[k];
            if (!is_same_function(work, removed, added, renamings))
                continue;
            removed->gone = added->gone = true;
            swallow_said(d, removed->change.old_item, added->change.new_item);
        }
        mem_free(work);
    }
}
