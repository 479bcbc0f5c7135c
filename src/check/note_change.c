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

struct change *note_change(void *ctx, struct comparison *comparison, enum change_action action,
                           const struct model_kind *kind, const char *name)
{
    struct item *item = mem_new(ctx, struct item);
    *item = (struct item){.kind = kind, .schema = "", .relation = "", .name = name, .text = ""};
    struct change *changes = mem_array(ctx, struct change, comparison->n_changes + 1);
    if (comparison->n_changes)
        memcpy(changes, comparison->changes, comparison->n_changes * sizeof(*changes));
    struct change *added = &changes[comparison->n_changes++];
    *added = (struct change){.action = action,
                             .old_item = action == CHANGE_ADDED ? NULL : item,
                             .new_item = action == CHANGE_REMOVED ? NULL : item,
                             .class = CHANGE_CARE,
                             .anchor = "live"};
    comparison->changes = changes;
    return added;
}

struct change *note_altered(void *ctx, struct comparison *comparison, const struct model_kind *kind, const char *name,
                            const struct attribute_change *attribute)
{
    struct change *change = note_change(ctx, comparison, CHANGE_ALTERED, kind, name);
    change->attributes = mem_copy(ctx, attribute, sizeof(*attribute));
    change->n_attributes = 1;
    return change;
}

bool note_has_delta(const struct comparison *comparison, const char *name)
{
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const struct item *item = change_item(&comparison->changes[i]);
        if (item->kind == &delta_kind && strcmp(item->name, name) == 0)
            return true;
    }
    return false;
}
