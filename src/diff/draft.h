/* What the files of this folder share while two models are being compared. */
#ifndef DIFF_DRAFT_H
#define DIFF_DRAFT_H

#include "diff/diff.h"

/* A change that later steps may still take back or join with another. */
struct draft_change {
    struct change change;
    size_t n_attributes; /* of the array below, which is change.attributes */
    struct attribute_change *attributes;
    bool gone; /* reported by another change */
};

struct diff_draft {
    void *ctx;
    const struct model *old_model, *new_model; /* never NULL: an empty one stands for a missing side */
    struct draft_change *changes;              /* by model_compare_items of their items */
    size_t n;
};

/* ---- compare.c ---- */

void draft_add_attribute(struct diff_draft *draft, struct draft_change *change, const char *name, const char *old_value,
                         const char *new_value);

/*
 * The changes of one table: [from, to) of those of which change_item has that
 * schema and relation (or, of the table itself, name).
 */
struct change_run {
    size_t from, to;
};
struct change_run draft_next_table(const struct diff_draft *draft, size_t from);

/* A draft's change that is still there and of that action and kind. */
static inline bool is_change(const struct draft_change *c, enum change_action action, const struct model_kind *kind)
{
    const struct item *item = c->change.old_item ? c->change.old_item : c->change.new_item;
    return !c->gone && c->change.action == action && item->kind == kind;
}

/* Makes one change of a removal and an addition: the addition's place, the removal is gone. */
void draft_join(struct draft_change *removed, struct draft_change *added, const char *certain);

/* ---- order.c: columns that stand in another order ---- */
void find_moved_columns(struct diff_draft *draft);

/* ---- rename*.c: what was renamed, where that is certain ---- */
void find_renamed_tables(struct diff_draft *draft);
void find_renamed_columns(struct diff_draft *draft);
void find_renamed_parts(struct diff_draft *draft);

/* ---- carried.c: what a server changes where that is renamed ---- */
void swallow_carried(struct diff_draft *draft);

/* ---- carried_sqlite.c ---- */

/* A table that has another name; certain where no column has one of both, so that a text can mean nothing else. */
struct table_renaming {
    const char *from, *to;
    bool certain;
};
struct table_renaming table_renaming_of(const struct diff_draft *draft, const struct item *before,
                                        const struct item *after);
/* Whether one text of SQLite is the other one after that, which is certain. Tokens belong to ctx. */
bool is_same_of_sqlite(void *ctx, const char *before, const char *after, const struct table_renaming *renaming);
void swallow_carried_of_sqlite(struct diff_draft *draft);

/* ---- unsaid.c: what a dump prints otherwise than the database has it ---- */
void swallow_unsaid(struct diff_draft *draft);

/* public_schema.c: that schema public is gone is no object that is there. */
void turn_public_schema(struct diff_draft *draft);

/*
 * `text` with every word `from` replaced by `to`; a word is a run of letters,
 * digits, _ and $. `derived`: also at the start of a word, before `_`, as in
 * the names Postgres makes. Belongs to ctx.
 */
char *replace_word(void *ctx, const char *text, const char *from, const char *to, bool derived);

/* True when the items have the same attributes once `from` has become `to` in those of `a`. */
bool same_attributes_but(void *ctx, const struct item *a, const struct item *b, const char *from, const char *to,
                         bool derived);

#endif
