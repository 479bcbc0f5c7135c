#include "check/note_change.h"

#include <string.h>

#include "base/mem.h"

const struct model_kind version_kind = {
    .name = "schema version", .plural = "schema versions", .attributes = (const char *const[]){"version", NULL}};
const struct model_kind delta_kind = {.name = "applied delta",
                                      .plural = "applied deltas",
                                      .attributes = (const char *const[]){"checksum", "state", NULL}};
const struct model_kind update_kind = {
    .name = "background update", .plural = "background updates", .attributes = (const char *const[]){NULL}};

struct change *note_change(struct notes *notes, enum change_action action, const struct model_kind *kind,
                           const char *name)
{
    struct item *item = mem_new(notes->ctx, struct item);
    *item = (struct item){.kind = kind, .schema = "", .relation = "", .name = name, .text = ""};
    size_t at = mem_grow(notes->ctx, &notes->items, &notes->n);
    notes->items[at] = (struct change){.action = action,
                                       .old_item = action == CHANGE_ADDED ? NULL : item,
                                       .new_item = action == CHANGE_REMOVED ? NULL : item,
                                       .class = CHANGE_CARE,
                                       .anchor = "live"};
    return &notes->items[at];
}

struct change *note_altered(struct notes *notes, const struct model_kind *kind, const char *name,
                            const struct attribute_change *attribute)
{
    struct change *change = note_change(notes, CHANGE_ALTERED, kind, name);
    change->attributes = mem_copy(notes->ctx, attribute, sizeof(*attribute));
    change->n_attributes = 1;
    return change;
}

bool note_has_delta(const struct notes *notes, const char *name)
{
    for (size_t i = 0; i < notes->n; i++) {
        const struct item *item = change_item(&notes->items[i]);
        if (item->kind == &delta_kind && strcmp(item->name, name) == 0)
            return true;
    }
    return false;
}

void notes_join(const struct notes *notes, struct comparison *comparison)
{
    struct change *all = mem_array(notes->ctx, struct change, comparison->n_changes + notes->n + 1);
    if (comparison->n_changes)
        memcpy(all, comparison->changes, comparison->n_changes * sizeof(*all));
    if (notes->n)
        memcpy(all + comparison->n_changes, notes->items, notes->n * sizeof(*all));
    comparison->changes = all;
    comparison->n_changes += notes->n;
}
