/*
 * Tables that were renamed: everything about the old one, from its columns to
 * its seed rows, is there again under the new name, and no other table looks
 * like either. The names that were made from the table's (rooms_pkey,
 * rooms_id_seq) may follow it, and are then not listed on their own.
 */
#include <string.h>

#include "base/mem.h"
#include "diff/draft.h"
#include "model/kinds.h"

struct table {
    const struct model *model;
    const struct item *item;
    struct item_run parts; /* the table itself among them */
};

static struct table table_of(const struct model *model, const struct item *item)
{
    return (struct table){model, item, model_relation_items(model, item->schema, item->name)};
}

/* A column of the table's own name: then it cannot be determined which of the two a text means. */
static bool is_ambiguous(const struct table *t)
{
    return model_find(t->model, &model_column, t->item->schema, t->item->name, t->item->name) != NULL;
}

static bool name_may_follow(const struct model_kind *kind)
{
    return kind == &model_constraint || kind == &model_index || kind == &model_trigger || kind == &model_comment ||
           kind == &model_privilege || kind == &model_owner || kind == &model_statistics ||
           kind == &model_sequence_position;
}

/* The item of the new table that is `part` of the old one. */
static const struct item *counterpart(void *ctx, const struct table *old_table, const struct table *new_table,
                                      const struct item *part)
{
    const char *from = old_table->item->name, *to = new_table->item->name;
    if (part == old_table->item)
        return new_table->item;
    const struct item *found = model_find(new_table->model, part->kind, part->schema, to, part->name);
    if (!found && name_may_follow(part->kind))
        found =
            model_find(new_table->model, part->kind, part->schema, to, replace_word(ctx, part->name, from, to, true));
    return found;
}

static bool is_renamed(void *ctx, const struct table *old_table, const struct table *new_table)
{
    bool same = strcmp(old_table->item->schema, new_table->item->schema) == 0 &&
                old_table->parts.n == new_table->parts.n && !is_ambiguous(old_table) && !is_ambiguous(new_table);
    for (size_t i = 0; same && i < old_table->parts.n; i++) {
        const struct item *part = old_table->parts.items[i], *other = counterpart(ctx, old_table, new_table, part);
        same = other && same_attributes_but(ctx, part, other, old_table->item->name, new_table->item->name, true);
    }
    return same;
}

/* The one table that may be the same as `change`'s under another name; NULL where there are none or several. */
static struct draft_change *only_match(struct diff_draft *d, void *ctx, const struct draft_change *change)
{
    bool removed = change->change.action == CHANGE_REMOVED;
    struct draft_change *found = NULL;
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *other = &d->changes[i];
        if (!is_change(other, removed ? CHANGE_ADDED : CHANGE_REMOVED, &model_table))
            continue;
        const struct draft_change *before = removed ? change : other, *after = removed ? other : change;
        struct table old_table = table_of(d->old_model, before->change.old_item);
        struct table new_table = table_of(d->new_model, after->change.new_item);
        if (!is_renamed(ctx, &old_table, &new_table))
            continue;
        if (found)
            return NULL;
        found = other;
    }
    return found;
}

static bool is_part(const struct draft_change *c, const struct item *table)
{
    const struct item *item = change_item(&c->change);
    return item != table && strcmp(item->schema, table->schema) == 0 && strcmp(item->relation, table->name) == 0;
}

/* A serial column's sequence: "rooms_id_seq", owned by rooms.id. */
static bool is_sequence_of(const struct draft_change *c, const struct item *table)
{
    const struct item *item = change_item(&c->change);
    const char *schema = item->kind == &model_sequence ? item_fact(item, "owner", 0) : NULL;
    return schema && strcmp(item->schema, table->schema) == 0 && strcmp(schema, table->schema) == 0 &&
           strcmp(item_fact(item, "owner", 1), table->name) == 0;
}

/* The sequences that belong to the table must have followed it, or be reported on their own. */
static void swallow_sequence(struct diff_draft *d, void *ctx, struct draft_change *removed, const struct item *before,
                             const struct item *after)
{
    const struct item *old_sequence = removed->change.old_item;
    const char *name = replace_word(ctx, old_sequence->name, before->name, after->name, true);
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *added = &d->changes[i];
        if (!is_change(added, CHANGE_ADDED, &model_sequence) || !is_sequence_of(added, after) ||
            strcmp(added->change.new_item->name, name) != 0)
            continue;
        if (same_attributes_but(ctx, old_sequence, added->change.new_item, before->name, after->name, true))
            removed->gone = added->gone = true;
    }
}

static void swallow_parts(struct diff_draft *d, void *ctx, const struct item *before, const struct item *after)
{
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *c = &d->changes[i];
        if (is_part(c, c->change.action == CHANGE_REMOVED ? before : after))
            c->gone = true;
        else if (is_change(c, CHANGE_REMOVED, &model_sequence) && is_sequence_of(c, before))
            swallow_sequence(d, ctx, c, before, after);
    }
}

/* Triggers of SQLite are whole programs: carried_sqlite.c. */
static bool is_reference(const struct diff_draft *d, const struct item *item)
{
    bool trigger = item->kind == &model_trigger && d->old_model->engine == ENGINE_POSTGRES;
    return item->kind == &model_constraint || trigger;
}

/* A foreign key of another table, say, that names the table: renaming has changed its text. */
static void swallow_references(struct diff_draft *d, void *ctx, const struct item *before, const struct item *after)
{
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *c = &d->changes[i];
        const struct item *item = c->change.old_item;
        if (c->gone || !item || !is_reference(d, item))
            continue;
        const char *name = replace_word(ctx, item->name, before->name, after->name, false);
        for (size_t k = 0; k < d->n; k++) {
            struct draft_change *other = &d->changes[k];
            const struct item *found = other->change.new_item;
            bool same = found && !other->gone && found->kind == item->kind &&
                        strcmp(found->relation, item->relation) == 0 && strcmp(found->schema, item->schema) == 0 &&
                        (k == i || strcmp(found->name, name) == 0) &&
                        same_attributes_but(ctx, item, found, before->name, after->name, false);
            if (same) {
                c->gone = other->gone = true;
                break;
            }
        }
    }
}

void find_renamed_tables(struct diff_draft *d)
{
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *removed = &d->changes[i];
        if (!is_change(removed, CHANGE_REMOVED, &model_table))
            continue;
        void *scratch = mem_context(d->ctx);
        struct draft_change *added = only_match(d, scratch, removed);
        if (added && only_match(d, scratch, added) == removed) {
            swallow_parts(d, scratch, removed->change.old_item, added->change.new_item);
            swallow_references(d, scratch, removed->change.old_item, added->change.new_item);
            draft_join(removed, added,
                       "columns, constraints, indexes and rows are the same, and those of no other table");
        }
        mem_free(scratch);
    }
}
