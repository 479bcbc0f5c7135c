#include "check/broken.h"

#include <string.h>

#include "model/kinds.h"

static bool is_about(const struct change *change, const struct diag *e)
{
    const struct item *item = change->old_item;
    return change->action == CHANGE_REMOVED && item->kind == &model_index && strcmp(item->name, e->relation) == 0 &&
           strcmp(item->schema[0] ? item->schema : "public", e->schema) == 0;
}

void broken_report(struct comparison *comparison, struct diags *diags)
{
    for (size_t i = 0; i < diags->n; i++) {
        struct diag *e = &diags->items[i];
        for (size_t k = 0; e->level == DIAG_ERROR && e->relation && k < comparison->n_changes; k++) {
            if (!is_about(&comparison->changes[k], e))
                continue;
            comparison->changes[k].broken = true;
            e->level = DIAG_WARNING;
            diags->n_errors--;
        }
    }
}
